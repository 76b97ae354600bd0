import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandVote, DesignVote } from '../../test/support/design-vote.ts';
import { actorIdOf } from '../../test/support/play.ts';
import type { VoteRef, VoteWeight } from '../contract.ts';
import { standingsOf } from '../lifecycle.ts';
import type { Ballot } from './schema.ts';
import { favouredOn } from './cast-ballot.ts';
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

    it('are named by all designs that a ballot is cast for, and no others', () => {
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
          const meant = Object.entries(cast).flatMap(([voterId, one]) =>
            favouredOn(one, ballot.method).map((targetId) => `${voterId} ${targetId}`),
          );
          expect([...named].toSorted()).toEqual(meant.toSorted());
          // Nobody who says anything favours nothing, but who finds every pair too close.
          for (const one of Object.values(cast))
            expect(favouredOn(one, ballot.method).length > 0).toBe(
              ballot.method !== 'pairs' || one.answers.some(({ choice }) => choice !== 'neither'),
            );
        }),
        { numRuns: 30 },
      );
    });
  },
);
