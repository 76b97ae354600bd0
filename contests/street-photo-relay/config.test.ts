import { describe, expect, it } from 'vitest';
import { DAY_MS, OPENS_MS, Relay, relayConfig, stopByStop } from '../../test/support/relay.ts';
import { streetPhotoRelay } from './rules.server.ts';
import { Config } from './schema.ts';
import { stagesOf } from './state.ts';

type Change = (config: Config) => Config;

function faults(config: Config): string[] {
  return (Config.safeParse(config).error?.issues ?? []).map((issue) => issue.path.join('.'));
}
const schedule =
  (part: Partial<Config['schedule']>): Change =>
  (config) => ({ ...config, schedule: { ...config.schedule, ...part } });
const stop =
  (index: number, part: object): Change =>
  (config) => ({
    ...config,
    route: config.route.map((one, at) => (at === index ? { ...one, ...part } : one)),
  });
const set =
  (part: Partial<Config>): Change =>
  (config) => ({ ...config, ...part });

describe('the settings of a relay', () => {
  it.each<[string, Change, string[]]>([
    [
      'entries close before they open',
      schedule({ entriesCloseAtMs: OPENS_MS }),
      ['schedule.entriesCloseAtMs'],
    ],
    [
      'voting opens before entries',
      schedule({ votingOpensAtMs: OPENS_MS - 1 }),
      ['schedule.votingOpensAtMs'],
    ],
    [
      'voting closes before entries',
      schedule({ votingClosesAtMs: OPENS_MS + 9 * DAY_MS }),
      ['schedule.votingClosesAtMs'],
    ],
    [
      'results before voting closes',
      schedule({ resultsAtMs: OPENS_MS + 11 * DAY_MS }),
      ['schedule.resultsAtMs'],
    ],
    ['two stops with one id', stop(1, { id: 'porto' }), ['route.1.id']],
    ['a stop that opens early', stop(0, { opensAtMs: OPENS_MS - 1 }), ['route.0.opensAtMs']],
    [
      'a stop that closes late',
      stop(1, { closesAtMs: OPENS_MS + 11 * DAY_MS }),
      ['route.1.closesAtMs'],
    ],
    [
      'a stop that is never open',
      stop(0, { opensAtMs: OPENS_MS, closesAtMs: OPENS_MS }),
      ['route.0.closesAtMs'],
    ],
    ['an id with capitals', stop(0, { id: 'Porto' }), ['route.0.id']],
    ['no stops', set({ route: [] }), ['route']],
    ['more honours than works', set({ worksPerStop: 1, honours: ['a', 'b'] }), ['honours']],
    ['more entries per stop than in all', set({ entriesPerFan: 1 }), ['entriesPerStop']],
    [
      'votes that decide without voting',
      set({ votes: { budget: 0, per: 'total' } }),
      ['votes.budget'],
    ],
    ['ties for a jury that is none', set({ tieRule: 'jury' }), ['tieRule']],
    ['a field that nobody knows', set({ winner: 'me' } as never), ['']],
  ])('are refused with %s, at the right field', (_, change, paths) => {
    expect(faults(relayConfig())).toEqual([]);
    expect(faults(change(relayConfig()))).toEqual(paths);
  });

  it('in a relay need windows that meet end to end', () => {
    const relay = relayConfig(stopByStop());
    expect(faults(stop(1, { opensAtMs: OPENS_MS + 6 * DAY_MS })(relay))).toEqual([
      'route.1.opensAtMs',
    ]);
    expect(faults(stop(1, { opensAtMs: OPENS_MS + 4 * DAY_MS })(relay))).toEqual([
      'route.1.opensAtMs',
    ]);
    expect(faults(stop(0, { closesAtMs: undefined })(relay))).toEqual(['route.0.closesAtMs']);
  });

  it('allow fifty stops and no more', () => {
    const route = (length: number) =>
      Array.from({ length }, (_, index) => ({ id: `s${index}`, city: 'c', name: 'n', hint: 'h' }));
    expect(faults(set({ route: route(50) })(relayConfig()))).toEqual([]);
    expect(faults(set({ route: route(51) })(relayConfig()))).toEqual(['route']);
  });
});

describe('the stages', () => {
  it('are half-open and follow the schedule', () => {
    const stages = stagesOf(relayConfig());
    expect(stages.map(({ id, opensAtMs, closesAtMs }) => [id, opensAtMs, closesAtMs])).toEqual([
      ['teaser', 0, OPENS_MS],
      ['entries', OPENS_MS, OPENS_MS + 10 * DAY_MS],
      ['voting', OPENS_MS + 2 * DAY_MS, OPENS_MS + 12 * DAY_MS],
      ['judging', OPENS_MS + 12 * DAY_MS, OPENS_MS + 14 * DAY_MS],
    ]);
  });

  it('of a relay include every stop', () => {
    expect(stagesOf(relayConfig(stopByStop())).slice(4)).toEqual([
      { id: 'stop:porto', label: 'porto', opensAtMs: OPENS_MS, closesAtMs: OPENS_MS + 5 * DAY_MS },
      {
        id: 'stop:lisbon',
        label: 'lisbon',
        opensAtMs: OPENS_MS + 5 * DAY_MS,
        closesAtMs: OPENS_MS + 10 * DAY_MS,
      },
    ]);
  });
});

describe('a change of published rules', () => {
  const [BEFORE, ENTRIES, VOTING] = [OPENS_MS - DAY_MS, OPENS_MS + DAY_MS, OPENS_MS + 3 * DAY_MS];
  const fixed = 'relay/SELECTION_FIXED';

  function amend(change: Change, atMs: number, relay = new Relay()): string | null {
    const after = change(relay.config);
    expect(faults(after)).toEqual([]);
    const moment = { atMs, open: [], announced: false, disqualified: new Set<string>() };
    return streetPhotoRelay.amend(relay.state, relay.config, after, moment)?.code ?? null;
  }

  it.each<[string, Change, number, string | null]>([
    ['a corrected briefing', set({ briefing: 'Better.' }), VOTING, null],
    ['another mode before entries', set(stopByStop()), BEFORE, null],
    [
      'another mode',
      set({ mode: 'relay', route: stopByStop().route! }),
      ENTRIES,
      'relay/BORDER_PASSED',
    ],
    [
      'an earlier closing before',
      schedule({ entriesCloseAtMs: OPENS_MS + 9 * DAY_MS }),
      BEFORE,
      null,
    ],
    [
      'an earlier closing of entries',
      schedule({ entriesCloseAtMs: OPENS_MS + 9 * DAY_MS }),
      ENTRIES,
      'relay/EARLIER',
    ],
    [
      'an earlier closing of voting before it opens',
      schedule({ votingClosesAtMs: OPENS_MS + 11 * DAY_MS }),
      ENTRIES,
      null,
    ],
    [
      'an earlier closing of voting',
      schedule({ votingClosesAtMs: OPENS_MS + 12 * DAY_MS - 1 }),
      VOTING,
      'relay/EARLIER',
    ],
    [
      'a later closing of voting',
      schedule({ votingClosesAtMs: OPENS_MS + 13 * DAY_MS }),
      VOTING,
      null,
    ],
    ['a later end', schedule({ resultsAtMs: OPENS_MS + 20 * DAY_MS }), VOTING, null],
    [
      'an opening moved after it passed',
      schedule({ entriesOpenAtMs: OPENS_MS + 1 }),
      ENTRIES,
      'relay/BORDER_PASSED',
    ],
    ['an opening moved before it', schedule({ entriesOpenAtMs: OPENS_MS + 1 }), BEFORE, null],
    [
      'a border moved into the past',
      schedule({ votingOpensAtMs: ENTRIES }),
      ENTRIES,
      'relay/BORDER_PASSED',
    ],
    ['fewer entries before they open', set({ entriesPerStop: 1 }), BEFORE, null],
    ['fewer entries', set({ entriesPerStop: 1 }), ENTRIES, 'relay/LIMIT_LOWERED'],
    ['more entries', set({ entriesPerFan: 9 }), VOTING, null],
    [
      'fewer winners',
      set({ worksPerStop: 1, honours: ['Winner'] }),
      ENTRIES,
      'relay/LIMIT_LOWERED',
    ],
    ['fewer alternates', set({ alternatesPerStop: 0 }), ENTRIES, 'relay/LIMIT_LOWERED'],
    ['another audience before voting', set({ whoMayVote: { who: 'verified' } }), ENTRIES, null],
    ['another audience', set({ whoMayVote: { who: 'verified' } }), VOTING, 'relay/AUDIENCE_FIXED'],
    [
      'another audience for entries',
      set({ whoMayEnter: { who: 'verified' } }),
      ENTRIES,
      'relay/AUDIENCE_FIXED',
    ],
    ['another tie rule before voting', set({ tieRule: 'earliest' }), ENTRIES, null],
    ['another tie rule', set({ tieRule: 'earliest' }), VOTING, fixed],
    [
      'other weights',
      set({ selection: { by: 'votes', weights: { jury: 2, votes: 1 } } }),
      VOTING,
      fixed,
    ],
    ['votes counted otherwise', set({ votes: { budget: 3, per: 'day' } }), VOTING, fixed],
    ['fewer votes', set({ votes: { budget: 1, per: 'stop' } }), VOTING, 'relay/LIMIT_LOWERED'],
    ['public standings after all', set({ standingsVisible: true }), ENTRIES, fixed],
    ['a higher quorum', set({ juryQuorum: 2 }), VOTING, 'relay/QUORUM_RAISED'],
    ['a lower quorum', set({ juryQuorum: 0 }), VOTING, null],
    ['another prize', set({ honours: ['Less', 'Runner-up'] }), ENTRIES, 'relay/PRIZE_TAKEN_AWAY'],
    [
      'one prize more',
      set({ worksPerStop: 3, honours: ['Winner', 'Runner-up', 'Third'] }),
      ENTRIES,
      null,
    ],
  ])('with %s', (_, change, atMs, code) => {
    expect(amend(change, atMs)).toBe(code);
  });

  it('leaves the way to the result once a juror has marked, however long before the vote', () => {
    const relay = new Relay({ selection: { by: 'both', weights: { jury: 1, votes: 1 } } });
    const weighed = set({ selection: { by: 'both', weights: { jury: 9, votes: 1 } } });
    const id = relay.approved('Ana');
    expect(amend(weighed, ENTRIES, relay)).toBeNull();
    expect(relay.mark('Judge', id, 9, { atMs: ENTRIES })).toBeNull();
    expect(amend(weighed, ENTRIES, relay)).toBe(fixed);
    expect(amend(set({ tieRule: 'jury' }), ENTRIES, relay)).toBe(fixed);
    expect(amend(set({ juryQuorum: 2 }), ENTRIES, relay)).toBe('relay/QUORUM_RAISED');
    expect(amend(set({ juryQuorum: 0 }), ENTRIES, relay)).toBeNull();
  });

  it('leaves the way to the result while a jury judges without votes, whenever these would have opened', () => {
    const relay = new Relay({
      ...schedule({
        votingOpensAtMs: OPENS_MS + 12 * DAY_MS,
        votingClosesAtMs: OPENS_MS + 13 * DAY_MS,
      })(relayConfig()),
      selection: { by: 'jury', weights: { jury: 1, votes: 1 } },
      votes: { budget: 0, per: 'total' },
    });
    const judging = OPENS_MS + 10 * DAY_MS;
    const voted = set({ votes: { budget: 1, per: 'total' } });
    expect(amend(voted, judging - 1, relay)).toBeNull();
    expect(amend(voted, judging, relay)).toBe(fixed);
    expect(amend(set({ tieRule: 'jury' }), judging, relay)).toBe(fixed);
  });

  it('lets a stop that has opened close later, not earlier', () => {
    const closing = (index: number, closesAtMs: number) => stop(index, { closesAtMs });
    expect(amend(closing(1, OPENS_MS + 6 * DAY_MS), ENTRIES)).toBe('relay/EARLIER');
    const relay = new Relay({ route: closing(1, OPENS_MS + 6 * DAY_MS)(relayConfig()).route });
    expect(amend(closing(1, OPENS_MS + 7 * DAY_MS), ENTRIES, relay)).toBeNull();
    expect(amend(closing(1, OPENS_MS + 7 * DAY_MS), BEFORE)).toBeNull();
  });

  it('cannot make a running relay an open route', () => {
    expect(amend(set({ mode: 'open' }), ENTRIES, new Relay(stopByStop()))).toBe('relay/MODE_FIXED');
  });

  it('cannot remove a stop that has entries, not even withdrawn ones', () => {
    const remove: Change = (config) => ({ ...config, route: config.route.slice(0, 1) });
    const relay = new Relay();
    expect(amend(remove, ENTRIES, relay)).toBeNull();
    const { id } = relay.submit('Ana', { stopId: 'lisbon' });
    relay.act('Ana', { type: 'withdraw', entryId: id });
    expect(amend(remove, ENTRIES, relay)).toBe('relay/STOP_HAS_ENTRIES');
  });
});
