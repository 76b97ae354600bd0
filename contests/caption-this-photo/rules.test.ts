import { describe, expect, it } from 'vitest';
import { Game } from '../../test/support/play.ts';
import { defaultConfig } from './demo.server.ts';
import { captionThisPhoto } from './rules.server.ts';
import type { Action, Config, Mine } from './schema.ts';

const OPENS_MS = Date.UTC(2026, 4, 4);
const HOUR_MS = 3_600_000;

const config: Config = {
  ...defaultConfig(OPENS_MS - 24 * HOUR_MS),
  photo: 'picture-1',
  captionsPerFan: 1,
  votesPerFan: 1,
};
const { votingOpensAtMs, closesAtMs } = config.schedule;

function opened(change: Partial<Config> = {}) {
  const game = new Game(captionThisPhoto, { ...config, ...change }, {}, OPENS_MS - HOUR_MS);
  const act = (who: string, atMs: number, action: Action, role: 'fan' | 'moderator' = 'fan') => {
    const verifiedAtMs = who === 'guest' ? null : 0;
    const { turn, outcome } = game.act({ who, role, verifiedAtMs, atMs, action });
    return { id: turn.freshId, outcome: outcome.ok ? 'accepted' : outcome.code };
  };
  const shown = (who: string, atMs: number) => {
    const { id } = act(who, atMs, { type: 'submit', caption: 'Two men, one oar.', credit: who });
    act('Moderator', atMs, { type: 'approve', entryId: id }, 'moderator');
    return id;
  };
  return { game, act, shown };
}

describe('captions', () => {
  const submit: Action = { type: 'submit', caption: 'The river is not late.', credit: 'Ana' };

  it.each([
    [OPENS_MS - 1, 'captions/NOT_OPEN'],
    [OPENS_MS, 'accepted'],
    [closesAtMs - 1, 'accepted'],
    [closesAtMs, 'captions/NOT_OPEN'],
  ])('sent at %i are %s', (atMs, expected) => {
    expect(opened().act('Ana', atMs, submit).outcome).toBe(expected);
  });

  it('cannot be sent and withdrawn for ever', () => {
    const { game, act } = opened();
    for (let n = 0; n < 100; n++) {
      const { id } = act('Ana', OPENS_MS, submit);
      expect(act('Ana', OPENS_MS, { type: 'withdraw', entryId: id }).outcome).toBe('accepted');
    }
    expect(act('Ana', OPENS_MS, submit).outcome).toBe('entries/TOO_MANY_GONE');
    const mine = game.viewsOf('Ana', OPENS_MS).mine as Mine;
    expect([mine.captionsLeft, mine.entries.length]).toEqual([0, 100]);
    expect(act('Ben', OPENS_MS, submit).outcome).toBe('accepted');
  });

  it('are limited for each person, and a withdrawn one makes room', () => {
    const { act } = opened();
    const first = act('Ana', OPENS_MS, submit);
    expect(act('Ana', OPENS_MS, submit).outcome).toBe('captions/LIMIT');
    expect(act('Ben', OPENS_MS, { type: 'withdraw', entryId: first.id }).outcome).toBe(
      'entries/NO_SUCH_ENTRY',
    );
    expect(act('Ana', OPENS_MS, { type: 'withdraw', entryId: first.id }).outcome).toBe('accepted');
    expect(act('Ana', OPENS_MS, submit).outcome).toBe('accepted');
  });

  it('are for verified people only where the rules say so', () => {
    const { act } = opened({ audience: { who: 'verified' } });
    expect(act('guest', OPENS_MS, submit).outcome).toBe('eligibility/SIGN_IN');
    expect(act('Ana', OPENS_MS, submit).outcome).toBe('accepted');
  });
});

describe('votes', () => {
  it('go to shown captions of others while voting is open, as many as the rules say', () => {
    const { act, shown } = opened();
    const [ana, ben] = [shown('Ana', OPENS_MS), shown('Ben', OPENS_MS)];
    const vote = (who: string, atMs: number, entryId: string) =>
      act(who, atMs, { type: 'vote', entryId }).outcome;
    expect(vote('Cem', votingOpensAtMs - 1, ana)).toBe('ballots/CLOSED');
    expect(vote('Ana', votingOpensAtMs, ana)).toBe('ballots/OWN_ENTRY');
    expect(vote('Cem', votingOpensAtMs, 'nothing')).toBe('ballots/NOT_IN_GALLERY');
    expect(vote('Cem', votingOpensAtMs, ana)).toBe('accepted');
    expect(vote('Cem', votingOpensAtMs, ben)).toBe('ballots/NO_VOTES_LEFT');
    expect(act('Cem', closesAtMs - 1, { type: 'unvote', entryId: ana }).outcome).toBe('accepted');
    expect(vote('Cem', closesAtMs, ben)).toBe('ballots/CLOSED');
  });

  it('of a guest who signs in are voided, and their captions are kept', () => {
    const { game, act, shown } = opened();
    const ben = shown('Ben', OPENS_MS);
    const own = shown('guest', OPENS_MS);
    act('guest', votingOpensAtMs, { type: 'vote', entryId: ben });
    act('Ana', votingOpensAtMs, { type: 'vote', entryId: own });
    game.join('guest', 'Ana', votingOpensAtMs + 1);
    expect(captionThisPhoto.entry(game.state.play as never, ben)?.votes).toBe(0);
    expect(captionThisPhoto.entry(game.state.play as never, own)?.votes).toBe(0);
    const { outcome } = act('Ana', votingOpensAtMs + 2, { type: 'withdraw', entryId: own });
    expect(outcome).toBe('accepted');
  });
});

describe('rules in force', () => {
  const amend = (after: Config, atMs = OPENS_MS) => {
    const moment = { atMs, open: [], announced: false, disqualified: new Set<string>() };
    return captionThisPhoto.amend({} as never, config, after, moment)?.code ?? 'allowed';
  };

  it('may get other texts and a later end', () => {
    const schedule = { ...config.schedule, closesAtMs: closesAtMs + HOUR_MS };
    expect(amend({ ...config, briefing: 'Shorter.' })).toBe('allowed');
    expect(amend({ ...config, schedule })).toBe('allowed');
  });

  it.each([
    ['another photograph', { photo: 'picture-2' }, OPENS_MS],
    ['more votes', { votesPerFan: 2 }, OPENS_MS],
    ['an earlier end', { schedule: { ...config.schedule, closesAtMs: closesAtMs - 1 } }, OPENS_MS],
    [
      'a later end once it has closed',
      { schedule: { ...config.schedule, closesAtMs: closesAtMs + 1 } },
      closesAtMs,
    ],
  ])('never get %s', (_, change, atMs) => {
    expect(amend({ ...config, ...change }, atMs)).toBe('captions/FROZEN');
  });
});

it('what a fan has left is counted for them', () => {
  const { game, shown } = opened();
  shown('Ana', OPENS_MS);
  const moment = { atMs: OPENS_MS, open: [], announced: false, disqualified: new Set<string>() };
  const mine = captionThisPhoto.fanView(
    game.state.play as never,
    config,
    moment,
    game.events.at(-2)?.actorId ?? '',
  ) as Mine;
  expect(mine).toMatchObject({ captionsLeft: 0, votesLeft: 1, entries: [{ status: 'approved' }] });
});
