import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  castVote,
  DAY_MS,
  hasVoted,
  isVoter,
  noBallots,
  notCastable,
  restore,
  setAside,
  takeBack,
  voidAll,
  votesFor,
  votesOf,
  votesUsed,
  votingDay,
  weighVote,
} from './ballots.ts';
import { voteAccount } from './vote-account.ts';

const LIMIT = 2;
const AUTHORS: Record<string, string> = { e1: 'ana', e2: 'ben', e3: 'cem', constructor: 'dee' };
const TARGETS = Object.keys(AUTHORS);
const VOTERS = ['ana', 'ben', 'cem', 'toString'];

const step = fc.record({
  kind: fc.constantFrom(
    ...['cast', 'cast', 'cast', 'takeBack', 'setAside', 'restore', 'voidAll', 'hold', 'hold'],
  ),
  weight: fc.constantFrom('counted', 'quarantined', 'voided'),
  voter: fc.constantFrom(...VOTERS),
  target: fc.constantFrom(...TARGETS),
  budget: fc.constantFrom('0', '1', 'vienna'),
});

/** Plays random steps, and says what should have come of them by keeping a plain list of votes. */
function play(steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]) {
  const ballots = noBallots();
  let votes: { voter: string; target: string; budget: string; aside: boolean }[] = [];
  let takenBack = 0;
  let cast = 0;
  const used = (voter: string, budget: string) =>
    votes.filter((vote) => !vote.aside && vote.voter === voter && vote.budget === budget).length;
  const gone = new Set<string>();
  const held = new Map<string, string>();
  for (const { kind, voter, target, budget, weight } of steps) {
    if (kind === 'cast' && !gone.has(target)) {
      const refused = notCastable(ballots, {
        voterId: voter,
        targetId: target,
        authorId: AUTHORS[target]!,
        budget,
        limit: LIMIT,
      });
      const again = votes.some((vote) => vote.voter === voter && vote.target === target);
      expect(refused === null).toBe(
        AUTHORS[target] !== voter && !again && used(voter, budget) < LIMIT,
      );
      if (refused) continue;
      castVote(ballots, voter, target, budget);
      votes.push({ voter, target, budget, aside: false });
      cast += 1;
    } else if (kind === 'takeBack') {
      takeBack(ballots, voter, target);
      const kept = votes.filter(
        (vote) => vote.aside || vote.voter !== voter || vote.target !== target,
      );
      takenBack += votes.length - kept.length;
      votes = kept;
    } else if (kind === 'setAside' && !gone.has(target)) {
      setAside(ballots, target);
      gone.add(target);
      for (const vote of votes) if (vote.target === target) vote.aside = true;
    } else if (kind === 'restore' && gone.delete(target)) {
      restore(ballots, target, LIMIT, () => true);
      const back = votes.filter((vote) => vote.target === target);
      votes = votes.filter((vote) => vote.target !== target);
      for (const vote of back)
        if (used(vote.voter, vote.budget) < LIMIT) votes.push({ ...vote, aside: false });
    } else if (kind === 'hold') {
      weighVote(ballots, voter, target, weight);
      held.set(`${voter} ${target}`, weight);
    } else if (kind === 'voidAll') {
      voidAll(ballots, voter);
      votes = votes.filter((vote) => vote.voter !== voter);
    }
  }
  const weightOf = (vote: { voter: string; target: string }) =>
    held.get(`${vote.voter} ${vote.target}`) ?? 'counted';
  return { ballots, votes, cast, takenBack, weightOf };
}

describe('ballots', () => {
  it('agree with a plain list of votes after any history', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { ballots, votes, cast, takenBack, weightOf } = play(steps);
        const standing = votes.filter((vote) => !vote.aside);
        const counting = standing.filter((vote) => weightOf(vote) === 'counted');
        const account = voteAccount(ballots, []);
        expect(account.counted).toBe(counting.length);
        expect(account.quarantined).toBe(
          standing.filter((vote) => weightOf(vote) === 'quarantined').length,
        );
        expect(account.voidedBy.abuse).toBe(
          standing.filter((vote) => weightOf(vote) === 'voided').length,
        );
        expect(account.cast).toBe(cast - takenBack);
        for (const target of TARGETS) {
          expect(votesFor(ballots, target)).toBe(
            counting.filter((vote) => vote.target === target).length,
          );
        }
        for (const voter of VOTERS) {
          // A held vote is its voter's like any other: nobody is told.
          const own = standing.filter((vote) => vote.voter === voter);
          expect([...votesOf(ballots, voter)].sort()).toEqual(
            own.map((vote) => vote.target).sort(),
          );
          expect(isVoter(ballots, voter)).toBe(votes.some((vote) => vote.voter === voter));
          for (const budget of ['0', '1', 'vienna']) {
            const charged = own.filter((vote) => vote.budget === budget).length;
            expect(votesUsed(ballots, voter, budget)).toBe(charged);
            expect(charged).toBeLessThanOrEqual(LIMIT);
          }
          for (const target of TARGETS) {
            expect(hasVoted(ballots, voter, target)).toBe(
              own.some((vote) => vote.target === target),
            );
          }
        }
        expect(JSON.parse(JSON.stringify(ballots))).toEqual(ballots);
      }),
    );
  });

  it('forget everything about a vote that is taken back', () => {
    const ballots = noBallots();
    castVote(ballots, 'ana', 'e2', '');
    takeBack(ballots, 'ana', 'e2');
    expect(ballots).toEqual(noBallots());
  });

  it('hold a vote again that was taken back and cast once more', () => {
    const ballots = noBallots();
    castVote(ballots, 'ana', 'e2', '');
    expect(weighVote(ballots, 'ana', 'e2', 'quarantined')).toBe(true);
    expect(weighVote(ballots, 'ana', 'e2', 'quarantined')).toBe(false);
    takeBack(ballots, 'ana', 'e2');
    castVote(ballots, 'ana', 'e2', '');
    expect(votesFor(ballots, 'e2')).toBe(0);
    weighVote(ballots, 'ana', 'e2', 'counted');
    expect(votesFor(ballots, 'e2')).toBe(1);
  });

  it('keep holding a vote whose entry left the gallery and came back', () => {
    const ballots = noBallots();
    castVote(ballots, 'ana', 'e2', '');
    weighVote(ballots, 'ana', 'e2', 'voided');
    setAside(ballots, 'e2');
    restore(ballots, 'e2', LIMIT, () => true);
    expect(votesFor(ballots, 'e2')).toBe(0);
    expect(ballots.voided).toEqual({ entryGone: 0, joined: 0, abuse: 1 });
  });

  it('do not restore a vote whose voter turned out to be the author', () => {
    const ballots = noBallots();
    castVote(ballots, 'ana', 'e2', '');
    setAside(ballots, 'e2');
    restore(ballots, 'e2', LIMIT, (voter) => voter !== 'ana');
    expect(votesFor(ballots, 'e2')).toBe(0);
    expect(ballots.voided).toEqual({ entryGone: 1, joined: 0, abuse: 0 });
  });
});

describe('a day of voting', () => {
  it('lasts 24 hours from the opening, whatever the calendar says', () => {
    const opensAtMs = Date.UTC(2026, 2, 29, 0, 30);
    expect(votingDay(opensAtMs, opensAtMs)).toBe(0);
    expect(votingDay(opensAtMs, opensAtMs + DAY_MS - 1)).toBe(0);
    expect(votingDay(opensAtMs, opensAtMs + DAY_MS)).toBe(1);
  });
});
