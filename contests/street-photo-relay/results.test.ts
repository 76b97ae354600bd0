import { describe, expect, it } from 'vitest';
import { SEED } from '../../test/support/play.ts';
import { DAY_MS, OPENS_MS, Relay } from '../../test/support/relay.ts';
import { awardsOf, momentAt, selectWinners, standingsOf } from '../lifecycle.ts';
import { streetPhotoRelay } from './rules.server.ts';
import type { Config } from './schema.ts';

const CLOSED_MS = OPENS_MS + 12 * DAY_MS;
const weights = (jury: number, votes: number) => ({ jury, votes });

/** A relay with one entry per given number of votes, in order of arrival. */
function withVotes(votes: readonly number[], change: Partial<Config> = {}) {
  const relay = new Relay({ votes: { budget: 50, per: 'total' }, ...change });
  const ids = votes.map((_, index) => relay.approved(`author ${index}`));
  ids.forEach((id, index) => {
    for (let voter = 0; voter < votes[index]!; voter++) relay.vote(`voter ${voter}`, id);
  });
  return { relay, ids };
}

function figuresOf(relay: Relay) {
  return standingsOf(relay.game.contest, relay.game.state).map((standing) => standing.figures);
}

describe('selection by votes', () => {
  it('ranks by votes, and leaves a tie to the draw where the rules say so', () => {
    const { relay, ids } = withVotes([1, 3, 1]);
    expect(relay.ranks()).toEqual([
      [ids[1], 1],
      [ids[0], 2],
      [ids[2], 2],
    ]);
  });

  it('breaks ties by arrival where the rules say so', () => {
    const { relay, ids } = withVotes([1, 3, 1], { tieRule: 'earliest' });
    expect(relay.ranks()).toEqual([
      [ids[1], 1],
      [ids[0], 2],
      [ids[2], 3],
    ]);
  });
});

describe('selection by a jury', () => {
  const jury = { selection: { by: 'jury', weights: weights(1, 1) } } as const;

  it('compares means exactly, whatever the number of marks', () => {
    const { relay, ids } = withVotes([0, 0, 0], jury);
    // 7/3, 14/6 and 12/5: the first two are level.
    [2, 2, 3].forEach((points, juror) => relay.mark(`j${juror}`, ids[0]!, points));
    [2, 2, 2, 2, 3, 3].forEach((points, juror) => relay.mark(`j${juror}`, ids[1]!, points));
    [2, 2, 2, 3, 3].forEach((points, juror) => relay.mark(`j${juror}`, ids[2]!, points));
    expect(relay.ranks()).toEqual([
      [ids[2], 1],
      [ids[0], 2],
      [ids[1], 2],
    ]);
  });

  it('may let votes break its ties', () => {
    const { relay, ids } = withVotes([1, 2], { ...jury, tieRule: 'votes' });
    for (const id of ids) relay.mark('j', id, 6);
    expect(relay.ranks()).toEqual([
      [ids[1], 1],
      [ids[0], 2],
    ]);
  });
});

describe('selection by both', () => {
  it('combines ranks with the declared weights', () => {
    const { relay, ids } = withVotes([9, 5, 1], {
      selection: { by: 'both', weights: weights(2, 1) },
    });
    [1, 5, 9].forEach((points, index) => relay.mark('j', ids[index]!, points));
    // Votes give 4, 2, 0; the jury 0, 2, 4 and counts twice.
    expect(figuresOf(relay).map((figures) => figures['combined'])).toEqual([8, 6, 4]);
    expect(relay.ranks().map(([id]) => id)).toEqual([ids[2], ids[1], ids[0]]);
  });

  it('lets no landslide of votes drown the jury', () => {
    const selection = { by: 'both', weights: weights(1, 1) } as const;
    const close = withVotes([3, 2, 1], { selection });
    const landslide = withVotes([40, 2, 1], { selection });
    for (const { relay, ids } of [close, landslide]) {
      [1, 10, 5].forEach((points, index) => relay.mark('j', ids[index]!, points));
    }
    const combined = ({ relay }: typeof close) =>
      figuresOf(relay).map((figures) => figures['combined']);
    expect(combined(landslide)).toEqual(combined(close));
  });
});

describe('readiness', () => {
  it('waits for the end of entries and voting, and says when that is', () => {
    const { relay } = withVotes([1]);
    expect(relay.readiness(CLOSED_MS - 1)).toMatchObject({
      ready: false,
      refused: { code: 'relay/STILL_OPEN', retryAtMs: CLOSED_MS },
    });
    expect(relay.readiness(CLOSED_MS).ready).toBe(true);
  });

  it('warns of entries without a decision, places that stay empty, and a result before its time', () => {
    const { relay } = withVotes([1]);
    relay.submit('late', { atMs: OPENS_MS + 9 * DAY_MS });
    const readiness = relay.readiness(CLOSED_MS);
    expect(readiness.ready && readiness.warnings).toEqual([
      'Entries still waiting for approval: 1. They cannot win unless they are approved first.',
      'porto: only 1 of 2 places can be filled.',
      'lisbon: only 0 of 2 places can be filled.',
      'The planned time of the results has not come yet.',
    ]);
  });

  it('names the marks that are missing, until the quorum is lowered in public', () => {
    const { relay, ids } = withVotes([0, 0], {
      selection: { by: 'jury', weights: weights(1, 1) },
      juryQuorum: 2,
    });
    relay.mark('a', ids[0]!, 5);
    relay.mark('b', ids[0]!, 5);
    relay.mark('a', ids[1]!, 5);
    const blocked = relay.readiness(CLOSED_MS + DAY_MS);
    expect(blocked).toMatchObject({ ready: false, refused: { code: 'relay/JURY_INCOMPLETE' } });
    expect(!blocked.ready && blocked.refused.message).toContain(
      '1 entry lacks marks (2 needed each)',
    );
    const action = {
      type: 'core.changeRules',
      config: { ...relay.config, juryQuorum: 1 },
      reason: 'A juror fell ill.',
    };
    const { outcome } = relay.game.act({
      who: 'owner',
      role: 'owner',
      verifiedAtMs: 0,
      atMs: CLOSED_MS + DAY_MS,
      action,
    });
    expect(outcome.ok).toBe(true);
    const ready = relay.readiness(CLOSED_MS + DAY_MS);
    expect(ready.ready && ready.warnings).toContain('Jurors who have not marked every entry: 1.');
  });
});

describe('winners', () => {
  const draw = (block: string) => ({
    seed: SEED,
    lastBlock: { number: 1, hash: block.repeat(64) },
  });

  it('are exactly as many as declared at every stop that has as many entries, with alternates behind', () => {
    const { relay } = withVotes([5, 4, 3, 2, 1, 0], { worksPerStop: 2, alternatesPerStop: 3 });
    const [porto, lisbon] = selectWinners(relay.game.contest, relay.game.state, draw('a'));
    expect(porto?.order).toEqual(
      relay
        .ranks()
        .slice(0, 5)
        .map(([id]) => id),
    );
    expect(porto?.honours).toHaveLength(2);
    expect(lisbon).toMatchObject({ group: 'lisbon', order: [] });
  });

  it('come from the draw where the rules leave them level, and only there', () => {
    const { relay, ids } = withVotes([2, 1, 1, 1, 0], { worksPerStop: 2, alternatesPerStop: 1 });
    const orders = [...'0123456789abcdef'].map(
      (block) => selectWinners(relay.game.contest, relay.game.state, draw(block))[0]!.order,
    );
    expect(new Set(orders.map((order) => order[0]))).toEqual(new Set([ids[0]]));
    expect(new Set(orders.map((order) => order[1]))).toEqual(new Set(ids.slice(1, 4)));
    expect(orders.every((order) => !order.includes(ids[4]!))).toBe(true);
  });

  it('do not count once disqualified: not on the board, not for the jury, not for another vote', () => {
    const relay = new Relay({
      selection: { by: 'both', weights: { jury: 1, votes: 1 } },
      juryQuorum: 1,
    });
    const [kept, out] = [relay.approved('Ana'), relay.approved('Cem')];
    for (const id of [kept, out]) relay.vote('Ben', id);
    relay.mark('Jury', kept, 7);
    const atMs = OPENS_MS + 3 * DAY_MS;
    const moderator = { who: 'Moderator', role: 'moderator', verifiedAtMs: null, atMs } as const;
    const action = { type: 'core.disqualify', standingId: out, reason: 'Not taken here.' };
    expect(relay.game.act({ ...moderator, action }).outcome.ok).toBe(true);
    expect(relay.account()).toMatchObject({ cast: 2, counted: 1, voided: 1 });
    expect(relay.board()).toMatchObject({
      approvedCount: 1,
    });
    expect(relay.vote('Dee', out)).toBe('ballots/NOT_IN_GALLERY');
    expect(relay.readiness(OPENS_MS + 15 * DAY_MS).ready).toBe(true);
  });

  it('are replaced by the next alternate when disqualified, with the reason on the ledger', () => {
    const { relay, ids } = withVotes([3, 2, 1]);
    const act = (action: { type: string; [field: string]: unknown }) =>
      relay.game.act({ who: 'owner', role: 'owner', verifiedAtMs: 0, atMs: CLOSED_MS, action });
    act({ type: 'core.selectWinners' });
    act({ type: 'core.disqualify', standingId: ids[0], reason: 'Taken by a friend.' });
    expect(awardsOf(relay.game.state.core).map((award) => [award.place, award.standingId])).toEqual(
      [
        [1, ids[1]],
        [2, ids[2]],
      ],
    );
    expect(relay.game.events.at(-1)?.data).toMatchObject({ reason: 'Taken by a friend.' });
  });
});

describe('public standings', () => {
  it.each([
    [true, OPENS_MS + DAY_MS, false],
    [true, OPENS_MS + 2 * DAY_MS, true],
    [true, CLOSED_MS - 1, true],
    [true, CLOSED_MS, false],
    [false, OPENS_MS + 3 * DAY_MS, false],
  ])(
    'with the setting %s are shown at %i: %s; after the announcement always',
    (standingsVisible, atMs, shown) => {
      const { relay } = withVotes([], { standingsVisible });
      const moment = momentAt(relay.game.contest, relay.game.state, atMs);
      expect(streetPhotoRelay.standingsVisible(relay.config, moment)).toBe(shown);
      expect(streetPhotoRelay.standingsVisible(relay.config, { ...moment, announced: true })).toBe(
        true,
      );
    },
  );
});
