import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brandVote,
  CLOSES_MS,
  DAY_MS,
  DesignVote,
  fansVote,
  OPENS_MS,
  round,
} from '../../test/support/design-vote.ts';
import { actorIdOf, type Act } from '../../test/support/play.ts';
import type { VoteRef, VoteWeight } from '../contract.ts';
import { standingsOf } from '../lifecycle.ts';
import { replay } from '../replay.ts';
import { highest } from './cast-ballot.ts';
import type { Ballot } from './schema.ts';
import { voteRules } from './vote-rules.server.ts';

const NAMES = ['A', 'B', 'C', 'D', 'E'];
const RANKED: Ballot = { method: 'ranked', most: 5 };
const METHODS: Ballot[] = [
  { method: 'approval', most: 3 },
  { method: 'score', unscored: 'zero' },
  { method: 'score', unscored: 'ignored' },
  RANKED,
  { method: 'pairs', perFan: 6 },
];

const ref = (vote: DesignVote, who: string, name: string): VoteRef => ({
  voterId: actorIdOf(who),
  targetId: vote.id(name),
});
function weigh(vote: DesignVote, who: string, name: string, weight: VoteWeight) {
  return voteRules.weigh(vote.state, [ref(vote, who, name)], weight).touched;
}
const account = (vote: DesignVote) => voteRules.account(vote.state, []);

interface Step {
  who: string;
  /** Designs in the order in which they are named; picks of pairs go by it, too. */
  names: string[];
  points: number[];
  takesBack: boolean;
}
const WHO = ['Ana', 'Ben', 'Cem', 'Dee', 'guest 1', 'guest 2'];
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.constantFrom(...WHO),
  names: fc.shuffledSubarray(NAMES, { minLength: 1, maxLength: 3 }),
  points: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 3 }),
  takesBack: fc.integer({ min: 0, max: 7 }).map((number) => number === 0),
});

/** Says by the round's method what a step means. @returns what the fan is told */
function play(vote: DesignVote, { method }: Ballot, { who, names, points, takesBack }: Step) {
  if (takesBack) return vote.act(who, { type: 'takeBallotBack', roundId: 'first' });
  if (method === 'approval') return vote.approve(who, names.join(''));
  if (method === 'ranked') return vote.rank(who, names);
  if (method === 'score')
    return vote.score(
      who,
      Object.fromEntries(names.map((name, index) => [name, points[index] as number])),
    );
  const place = (name: string) => (names.includes(name) ? names.indexOf(name) : 9);
  return vote.choose(who, (left, right) => {
    if (place(left) === place(right)) return 'neither';
    return place(left) < place(right) ? 'left' : 'right';
  });
}

function result(vote: DesignVote) {
  const { methods } = vote.board();
  return { methods, standings: standingsOf(vote.game.contest, vote.game.state) };
}

describe.each(METHODS.map((ballot) => [JSON.stringify(ballot), ballot] as const))(
  'held ballots by %s',
  (_, ballot) => {
    it('count as if their voters were not there, whatever they say later; cleared ones at once', () => {
      let held = 0;
      fc.assert(
        fc.property(
          fc.array(step, { minLength: 5, maxLength: 30 }),
          fc.subarray(WHO, { minLength: 1 }),
          fc.nat(20),
          fc.constantFrom<VoteWeight>('quarantined', 'voided'),
          (steps, doubted, at, weight) => {
            const [all, some, honest] = [0, 1, 2].map(() => new DesignVote(brandVote(ballot))) as [
              DesignVote,
              DesignVote,
              DesignVote,
            ];
            const holdAll = (next: VoteWeight) =>
              doubted.forEach((who, index) => weigh(some, who, NAMES[index % 5] as string, next));
            steps.forEach((one, index) => {
              if (index === Math.min(at, steps.length - 1)) holdAll(weight);
              play(all, ballot, one);
              play(some, ballot, one);
              if (!doubted.includes(one.who)) play(honest, ballot, one);
            });
            expect(result(some)).toEqual(result(honest));
            expect(account(some).counted).toBe(account(honest).cast);
            expect(account(some).cast).toBe(account(all).cast);
            held += account(some)[weight];
            holdAll('counted');
            expect(result(some)).toEqual(result(all));
            expect(some.state.rounds['first']!.preferences).toEqual(
              all.state.rounds['first']!.preferences,
            );
          },
        ),
        { numRuns: 40 },
      );
      // Else nobody was held at all.
      expect(held).toBeGreaterThan(20);
    });

    it('leave no trace in their voters’ views, refusals and events', () => {
      fc.assert(
        fc.property(
          fc.array(
            fc.oneof(
              { weight: 8, arbitrary: step },
              fc.record({
                joins: fc.constantFrom('guest 1', 'guest 2'),
                who: fc.constantFrom('Ana', 'Ben'),
              }),
              fc.record({
                held: fc.constantFrom(...WHO),
                name: fc.constantFrom(...NAMES),
                weight: fc.constantFrom<VoteWeight>('quarantined', 'voided', 'counted'),
              }),
            ),
            { minLength: 5, maxLength: 40 },
          ),
          (steps) => {
            const [held, free] = [0, 1].map(() => new DesignVote(brandVote(ballot))) as [
              DesignVote,
              DesignVote,
            ];
            const told = [held, free].map((vote) => {
              const former = new Set<string>();
              return steps.map((one) => {
                if ('held' in one) {
                  if (vote === held) weigh(vote, one.held, one.name, one.weight);
                } else if ('joins' in one) {
                  if (!former.has(one.joins)) vote.join(one.joins, one.who);
                  former.add(one.joins);
                } else if (!former.has(one.who)) {
                  const answer = play(vote, ballot, one);
                  return [answer, WHO.map((who) => vote.mine(who))];
                }
                return WHO.map((who) => vote.mine(who));
              });
            });
            expect(told[0]).toEqual(told[1]);
            expect(held.game.events).toEqual(free.game.events);
            expect(held.board().votes).toEqual(free.board().votes);
            expect(held.board().rounds).toEqual(free.board().rounds);
          },
        ),
        { numRuns: 40 },
      );
    });

    it('are named by the first design of each ballot, once for each voter', () => {
      fc.assert(
        fc.property(fc.array(step, { minLength: 3, maxLength: 30 }), (steps) => {
          const vote = new DesignVote(brandVote(ballot));
          for (const one of steps) play(vote, ballot, one);
          const named = new Set(
            vote.game.events.flatMap(({ actorId, data }) =>
              voteRules
                .castBy(data as never)
                .map((targetId) => ({ voterId: actorId, targetId }))
                .filter((one) => voteRules.stands(vote.state, one))
                .map(({ voterId, targetId }) => `${voterId} ${targetId}`),
            ),
          );
          const { cast } = vote.state.rounds['first']!;
          const voters = Object.entries(cast).flatMap(([voterId, { answers }]) =>
            ballot.method === 'pairs' && answers.every(({ choice }) => choice === 'neither')
              ? []
              : [voterId],
          );
          expect([...named].map((one) => one.split(' ')[0]).toSorted()).toEqual(voters.toSorted());
        }),
        { numRuns: 30 },
      );
    });
  },
);

describe('the design that a ballot puts first', () => {
  const stands = (vote: DesignVote, who: string) =>
    NAMES.filter((name) => voteRules.stands(vote.state, ref(vote, who, name))).join('');

  it('is the first pick, the first place, or the first of those with most points', () => {
    const picks = new DesignVote(brandVote({ method: 'approval', most: 3 }));
    picks.approve('Ana', 'CA');
    expect(stands(picks, 'Ana')).toBe('C');
    const ranking = new DesignVote(brandVote(RANKED));
    ranking.rank('Ana', 'DBA');
    expect(stands(ranking, 'Ana')).toBe('D');
    const scores = new DesignVote(brandVote({ method: 'score', unscored: 'zero' }));
    scores.score('Ana', { A: 3, E: 5, B: 5 });
    expect(stands(scores, 'Ana')).toBe('E');
    expect(stands(scores, 'Ben')).toBe('');
    expect(highest([])).toBeNull();
  });

  it('is the one chosen most often in pairs, the earliest chosen of several', () => {
    const vote = new DesignVote(brandVote({ method: 'pairs', perFan: 10 }));
    const wins: string[] = [];
    const rank = (name: string) => 'BDACE'.indexOf(name);
    for (let pair = 0; pair < 10; pair++) {
      vote.choose('Ana', (left, right) => {
        const chosen = rank(left) < rank(right) ? 'left' : 'right';
        wins.push(chosen === 'left' ? left : right);
        return chosen;
      });
      const count = (name: string) => wins.filter((one) => one === name).length;
      const most = Math.max(...NAMES.map(count));
      expect(stands(vote, 'Ana')).toBe(wins.find((name) => count(name) === most));
    }
    expect(stands(vote, 'Ana')).toBe('B');
  });

  it('is none where nothing was chosen', () => {
    const vote = new DesignVote(brandVote({ method: 'pairs', perFan: 2 }));
    vote.choose('Ana', () => 'neither');
    expect(stands(vote, 'Ana')).toBe('');
    expect(account(vote).cast).toBe(1);
  });
});

describe('a person who is held', () => {
  it('stays so with another first design, taken back and cast again', () => {
    const vote = new DesignVote(brandVote(RANKED));
    vote.rank('Ana', 'AB');
    vote.rank('robot', 'BA');
    expect(weigh(vote, 'robot', 'B', 'quarantined')).toEqual([vote.id('A')]);
    expect(weigh(vote, 'robot', 'B', 'quarantined')).toEqual([]);
    vote.rank('robot', 'CB');
    expect(vote.ranking()).toBe('AB(CDE)');
    vote.act('robot', { type: 'takeBallotBack', roundId: 'first' });
    expect(account(vote)).toMatchObject({ cast: 1, quarantined: 0 });
    vote.rank('robot', 'EB');
    expect(vote.ranking()).toBe('AB(CDE)');
    expect(account(vote)).toMatchObject({ cast: 2, counted: 1, quarantined: 1 });
    expect(vote.mine('robot').round?.entryIds?.map((id) => vote.name(id))).toEqual(['E', 'B']);
  });

  it('is free when all that was found is cleared, and not before', () => {
    const vote = new DesignVote(brandVote(RANKED));
    vote.rank('robot', 'BA');
    weigh(vote, 'robot', 'B', 'quarantined');
    weigh(vote, 'robot', 'C', 'voided');
    expect(account(vote)).toMatchObject({ cast: 1, voided: 1, voidedBy: { abuse: 1 } });
    weigh(vote, 'robot', 'C', 'counted');
    expect(account(vote)).toMatchObject({ cast: 1, quarantined: 1 });
    weigh(vote, 'robot', 'B', 'counted');
    expect(account(vote)).toMatchObject({ cast: 1, counted: 1 });
    expect(vote.state.held).toEqual({ votes: {}, joined: {} });
  });

  it('is held in every round: the cut goes without them, and so does the round after it', () => {
    const second = round(RANKED, {
      id: 'second',
      label: 'Second',
      opensAtMs: CLOSES_MS + DAY_MS,
      closesAtMs: CLOSES_MS + 3 * DAY_MS,
    });
    const vote = new DesignVote(
      brandVote(RANKED, { rounds: [round(RANKED, { advance: 2 }), second] }),
    );
    vote.rank('Ana', 'ABC');
    for (const robot of ['robot 1', 'robot 2']) {
      vote.rank(robot, 'ED');
      weigh(vote, robot, 'E', 'quarantined');
    }
    const atMs = CLOSES_MS + DAY_MS;
    const goOn = () => vote.board(atMs).rounds[0]?.goOn?.map((id) => vote.name(id));
    expect(goOn()).toEqual(['A', 'B']);
    vote.rank('Ana', 'AB', { atMs, roundId: 'second' });
    vote.rank('robot 1', 'BA', { atMs, roundId: 'second' });
    expect(vote.ranking()).toBe('ABC(DE)');
    expect(account(vote)).toMatchObject({ cast: 5, counted: 2, quarantined: 3 });
    for (const robot of ['robot 1', 'robot 2']) weigh(vote, robot, 'E', 'counted');
    // What was shortlisted stands; who left before is ranked by all ballots that count now.
    expect(goOn()).toEqual(['A', 'B']);
    expect(vote.ranking()).toBe('(AB)EDC');
    expect(account(vote)).toMatchObject({ cast: 5, counted: 5 });
  });

  it('stays held when they sign in, and can be decided on under the name of the guest', () => {
    const vote = new DesignVote(brandVote(RANKED));
    vote.rank('guest', 'BA');
    weigh(vote, 'guest', 'B', 'quarantined');
    vote.join('guest', 'Fan');
    expect(vote.mine('Fan').round?.entryIds?.map((id) => vote.name(id))).toEqual(['B', 'A']);
    expect(vote.ranking()).toBe('(ABCDE)');
    expect(voteRules.stands(vote.state, ref(vote, 'guest', 'B'))).toBe(true);
    weigh(vote, 'guest', 'B', 'voided');
    expect(account(vote)).toMatchObject({ cast: 1, voided: 1 });
    weigh(vote, 'guest', 'B', 'counted');
    expect(vote.ranking()).toBe('BA(CDE)');
  });
});

describe('the account of ballots', () => {
  it('says how many were cast while voting runs, and everything afterwards', () => {
    const vote = new DesignVote(fansVote(RANKED));
    for (const who of ['P', 'Q', 'R']) vote.enter(who);
    for (const who of ['Ana', 'Ben', 'guest', 'robot']) vote.rank(who, 'PQ');
    weigh(vote, 'robot', 'P', 'quarantined');
    weigh(vote, 'Ben', 'P', 'voided');
    vote.join('guest', 'Ana');
    const hidden = { counted: null, quarantined: null, voided: null, voidedBy: null };
    expect(vote.board(CLOSES_MS - 1).votes).toEqual({ cast: 4, ...hidden });
    expect(vote.board(CLOSES_MS - 1).rounds[0]?.ballotCount).toBe(3);
    expect(vote.board(CLOSES_MS).votes).toEqual({
      cast: 4,
      counted: 1,
      quarantined: 1,
      voided: 2,
      voidedBy: { entryGone: 0, joined: 1, abuse: 1, disqualified: 0 },
    });
  });

  it('is the same when the ledger is read again', () => {
    const vote = new DesignVote(brandVote(RANKED));
    const robots = Array.from({ length: 6 }, (_, index) => `robot ${index}`);
    vote.rank('Ana', 'AB');
    for (const robot of robots) vote.rank(robot, 'BA');
    const decided = (type: string, who: string[], atMs: number) =>
      vote.game.act({
        who: 'Moderator',
        role: 'moderator',
        verifiedAtMs: 0,
        atMs,
        action: {
          type,
          clusterId: who.join(),
          reason: 'One machine.',
          found: { signals: ['device-velocity'], votes: who.map((one) => ref(vote, one, 'B')) },
        } as Act['action'],
      }).outcome.ok;
    expect(decided('core.voidCluster', robots.slice(0, 4), OPENS_MS)).toBe(true);
    expect(decided('core.clearCluster', robots.slice(4), OPENS_MS)).toBe(true);
    expect(account(vote)).toMatchObject({ cast: 7, counted: 3, voided: 4 });
    expect(vote.ranking()).toBe('BA(CDE)');
    expect(decided('core.voidCluster', robots.slice(4), OPENS_MS)).toBe(true);
    expect(vote.ranking()).toBe('AB(CDE)');
    expect(replay(vote.game.contest, structuredClone(vote.game.events))).toEqual(vote.game.state);
  });
});
