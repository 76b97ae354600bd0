import { describe, expect, it } from 'vitest';
import { actorIdOf } from '../../test/support/play.ts';
import { DAY_MS, OPENS_MS, Relay, stopByStop } from '../../test/support/relay.ts';
import { Event } from './events.server.ts';
import { Action } from './schema.ts';

const VOTING_CLOSES_MS = OPENS_MS + 12 * DAY_MS;

describe('entering', () => {
  it.each([
    [OPENS_MS - 1, 'relay/STOP_NOT_OPEN_YET'],
    [OPENS_MS, null],
    [OPENS_MS + 10 * DAY_MS - 1, null],
    [OPENS_MS + 10 * DAY_MS, 'relay/STOP_CLOSED'],
  ])('at %i is answered with %s', (atMs, code) => {
    expect(new Relay().submit('Ana', { atMs }).code).toBe(code);
  });

  it('says when a stop that is still to come will open', () => {
    const relay = new Relay(stopByStop());
    expect(relay.submit('Ana', { stopId: 'lisbon' }).outcome).toMatchObject({
      code: 'relay/STOP_NOT_OPEN_YET',
      retryAtMs: OPENS_MS + 5 * DAY_MS,
    });
  });

  it('hands the baton on at the very millisecond', () => {
    const relay = new Relay(stopByStop());
    const handoverMs = OPENS_MS + 5 * DAY_MS;
    expect(relay.board(handoverMs - 1).batonStopId).toBe('porto');
    expect(relay.submit('Ana', { stopId: 'porto', atMs: handoverMs - 1 }).code).toBeNull();
    expect(relay.submit('Ana', { stopId: 'porto', atMs: handoverMs }).code).toBe(
      'relay/STOP_CLOSED',
    );
    expect(relay.submit('Ana', { stopId: 'lisbon', atMs: handoverMs }).code).toBeNull();
    expect(relay.board(handoverMs).batonStopId).toBe('lisbon');
    expect(relay.board(handoverMs + 5 * DAY_MS).batonStopId).toBeNull();
  });

  it('needs the version of the rules in force', () => {
    const relay = new Relay();
    expect(relay.submit('Ana', { version: 2 }).code).toBe('relay/RULES_CHANGED');
    const config = { ...relay.config, briefing: 'A word corrected.' };
    const changed = { type: 'core.changeRules', config, reason: 'A typing error.' };
    relay.game.act({
      who: 'Eda',
      role: 'editor',
      verifiedAtMs: 0,
      atMs: OPENS_MS,
      action: changed,
    });
    expect(relay.submit('Ana', { version: 1 }).code).toBe('relay/RULES_CHANGED');
    expect(relay.submit('Ana', { version: 2 }).code).toBeNull();
  });

  it.each(['constructor', 'nowhere'])('needs a stop of the route, which %s is not', (stopId) => {
    expect(new Relay().submit('Ana', { stopId }).code).toBe('relay/NO_SUCH_STOP');
  });

  it('cannot be sent and withdrawn for ever', () => {
    const relay = new Relay();
    for (let n = 0; n < 100; n++)
      expect(relay.act('Ana', { type: 'withdraw', entryId: relay.submit('Ana').id })).toBeNull();
    expect(relay.submit('Ana').code).toBe('entries/TOO_MANY_GONE');
    expect(relay.mine('Ana').stops[0]?.cannotEnter).toBe('entries/TOO_MANY_GONE');
    expect(relay.submit('Ben').code).toBeNull();
  });

  it('is limited per stop and in all, and a withdrawal makes room', () => {
    const relay = new Relay({ entriesPerFan: 3, entriesPerStop: 2 });
    const first = relay.submit('Ana');
    relay.submit('Ana');
    expect(relay.submit('Ana').code).toBe('entries/GROUP_LIMIT');
    expect(relay.submit('Ana', { stopId: 'lisbon' }).code).toBeNull();
    expect(relay.submit('Ana', { stopId: 'lisbon' }).code).toBe('entries/LIMIT');
    expect(relay.mine('Ana').stops.map((stop) => stop.cannotEnter)).toEqual([
      'entries/GROUP_LIMIT',
      'entries/LIMIT',
    ]);
    expect(relay.act('Ana', { type: 'withdraw', entryId: first.id })).toBeNull();
    expect(relay.mine('Ana').stops.map((stop) => stop.cannotEnter)).toEqual([null, null]);
    expect(relay.submit('Ana').code).toBeNull();
  });

  it('takes each photograph once, and tells its author from anybody else', () => {
    const relay = new Relay();
    relay.submit('Ana', { photo: 7 });
    expect(relay.submit('Ana', { photo: 7, stopId: 'lisbon' }).code).toBe('entries/DUPLICATE_OWN');
    expect(relay.submit('Ben', { photo: 7 }).code).toBe('entries/DUPLICATE');
    expect(relay.submit('Ben', { photo: 8, owned: false }).code).toBe('entries/NO_SUCH_PHOTO');
  });

  it('is for those whom the rules let in', () => {
    const beforeMs = OPENS_MS - DAY_MS;
    const relay = new Relay({ whoMayEnter: { who: 'verifiedBefore', beforeMs } });
    expect(relay.submit('Ana').code).toBe('eligibility/SIGN_IN');
    expect(relay.submit('Ana', { verifiedAtMs: beforeMs }).code).toBe(
      'eligibility/VERIFIED_TOO_LATE',
    );
    expect(relay.submit('Ana', { verifiedAtMs: beforeMs - 1 }).code).toBeNull();
  });

  it('puts hashes of caption and credit on the ledger, the words beside it', () => {
    const { outcome } = new Relay().submit('Ana');
    if (!outcome.ok) throw new Error(outcome.code);
    expect(outcome.texts.map((text) => text.text)).toEqual(['Rain on the steps.', 'Ana']);
    const [captionHash, creditHash] = outcome.texts.map((text) => text.hash);
    expect(outcome.events[0]).toMatchObject({ captionHash, creditHash });
    expect(Event.parse(outcome.events[0])).toEqual(outcome.events[0]);
  });

  it.each([
    ['a caption of spaces', { caption: '   ' }],
    ['a caption too long', { caption: 'x'.repeat(281) }],
    ['a caption that turns round', { caption: 'a\u202Eb' }],
    ['a credit too long', { credit: 'x'.repeat(61) }],
    ['a field that nobody knows', { status: 'approved' }],
  ])('refuses %s', (_, change) => {
    const action = {
      type: 'submit',
      stopId: 'porto',
      mediaId: 'm',
      caption: 'c',
      credit: 'd',
      acceptsRulesVersion: 1,
    };
    expect(Action.safeParse(action).success).toBe(true);
    expect(Action.safeParse({ ...action, ...change }).success).toBe(false);
  });
});

describe('withdrawing', () => {
  it('is for the author, until judging begins', () => {
    const relay = new Relay();
    const id = relay.approved('Ana');
    expect(relay.act('Ben', { type: 'withdraw', entryId: id })).toBe('entries/NO_SUCH_ENTRY');
    expect(relay.act('Ana', { type: 'withdraw', entryId: id }, { atMs: VOTING_CLOSES_MS })).toBe(
      'relay/JUDGING',
    );
    expect(
      relay.act('Ana', { type: 'withdraw', entryId: id }, { atMs: VOTING_CLOSES_MS - 1 }),
    ).toBeNull();
    expect(relay.approve(id)).toBe('entries/WITHDRAWN');
  });
});

describe('marks', () => {
  const both = { by: 'both', weights: { jury: 1, votes: 1 } } as const;

  it('are for entries in the gallery, and the last one counts', () => {
    const relay = new Relay({ selection: both });
    const id = relay.approved('Ana');
    expect(relay.mark('Judge', relay.submit('Ben').id, 5)).toBe('jury/NOT_IN_GALLERY');
    expect([relay.mark('Judge', id, 5), relay.mark('Judge', id, 9)]).toEqual([null, null]);
    expect(relay.review('Judge', 'judge')).toMatchObject({
      ownMarks: { [id]: 9 },
      ownMarkedCount: 1,
      desk: null,
    });
  });

  it('are never shown to another juror, and to the desk as numbers of marks only', () => {
    const relay = new Relay({ selection: both });
    const id = relay.approved('Ana');
    relay.mark('Judge', id, 9);
    expect(relay.review('Other', 'judge')).toMatchObject({ ownMarks: {}, desk: null });
    expect(relay.review('Owner', 'owner').desk).toMatchObject({
      markCounts: { [id]: 1 },
      jurors: [{ jurorId: actorIdOf('Judge'), markedCount: 1 }],
    });
    expect(relay.review('Fan', 'fan')).toMatchObject({ ownMarks: null, desk: null });
  });

  it('wait for the end of voting where standings are public, and the review says so', () => {
    const relay = new Relay({ selection: both, standingsVisible: true });
    const id = relay.approved('Ana');
    const early = OPENS_MS + 3 * DAY_MS;
    expect(relay.mark('Judge', id, 5, { atMs: early })).toBe('jury/NOT_YET');
    const { marksBlockedBy } = relay.review('Judge', 'judge', early);
    expect(marksBlockedBy?.code).toBe('jury/NOT_YET');
    const opensAtMs = marksBlockedBy?.retryAtMs ?? Number.NaN;
    expect(relay.review('Judge', 'judge', opensAtMs - 1).marksBlockedBy).not.toBeNull();
    expect(relay.review('Judge', 'judge', opensAtMs).marksBlockedBy).toBeNull();
    expect(relay.mark('Judge', id, 5, { atMs: opensAtMs })).toBeNull();
  });

  it('may come early where standings are hidden, and never for work of one’s own', () => {
    const relay = new Relay({ selection: both, standingsVisible: false });
    const [own, other] = [relay.approved('Ben'), relay.approved('Ana')];
    expect(relay.mark('Ben', own, 10, { atMs: OPENS_MS + 3 * DAY_MS })).toBe('jury/OWN_ENTRY');
    expect(relay.mark('Judge', other, 5, { atMs: OPENS_MS + 3 * DAY_MS })).toBeNull();
  });

  it('wait for the end of voting where standings are public meanwhile', () => {
    const relay = new Relay({ selection: both, standingsVisible: true });
    const id = relay.approved('Ana');
    expect(relay.mark('Judge', id, 5, { atMs: VOTING_CLOSES_MS - 1 })).toBe('jury/NOT_YET');
    expect(relay.mark('Judge', id, 5, { atMs: VOTING_CLOSES_MS })).toBeNull();
  });

  it('are not taken where fans alone decide', () => {
    const relay = new Relay();
    expect(relay.mark('Judge', relay.approved('Ana'), 5)).toBe('jury/NO_JURY');
  });
});

describe('a guest who signs in', () => {
  it('keeps the entries, loses the votes, and cannot have voted for themselves', () => {
    const relay = new Relay({ entriesPerFan: 2, entriesPerStop: 2 });
    const asGuest = relay.approved('guest');
    const [other, third] = [relay.approved('Cem'), relay.approved('Mira')];
    relay.submit('Mira');
    relay.vote('guest', other);
    relay.vote('guest', third);
    relay.vote('Mira', asGuest);
    relay.vote('Mira', other);
    relay.game.join('guest', 'Mira', OPENS_MS + 4 * DAY_MS);

    const mine = relay.mine('Mira');
    expect(mine.entries.map((entry) => entry.id)).toContain(asGuest);
    expect(mine.votes).toEqual([other]);
    expect(mine.stops[0]?.cannotEnter).toBe('entries/GROUP_LIMIT');
    expect(relay.mine('guest')).toMatchObject({ entries: [], votes: [] });
    expect(relay.account()).toMatchObject({ cast: 4, counted: 1, voided: 3 });
    expect([...(relay.game.changes.at(-1)?.entryIds ?? [])].sort()).toEqual(
      [asGuest, other, third].sort(),
    );
  });
});
