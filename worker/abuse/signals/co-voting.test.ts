import { expect, it } from 'vitest';
import {
  HOUR_MS,
  OPENS_AT_MS,
  type TestVote,
  attack,
  ballots,
  crowd,
  evidenceOf,
  smallCrowd,
} from '../../../test/support/abuse-evidence.ts';
import { judge } from './clusters.ts';
import { coVoting } from './co-voting.ts';
import { indexEvidence } from './rows.ts';
import { defaultSettings } from './settings.ts';

const find = (votes: readonly TestVote[]) =>
  coVoting(indexEvidence(evidenceOf(votes)), defaultSettings);

/** The crowd with a third and fourth vote, so that there are triples to compare with. */
const fans = [
  ...crowd(1000),
  ...crowd(1000, '09').map((vote) => ({ ...vote, atMs: vote.atMs + HOUR_MS })),
];
const ring = ['entry-15', 'entry-17', 'entry-19'].flatMap((targetId, at) =>
  attack(30, (number) => ({
    ...{ voterId: `ring-${number}`, targetId },
    atMs: OPENS_AT_MS + (number * 5 + at * 37) * HOUR_MS,
  })),
);

it('sees thirty accounts that vote for the same three small entries', () => {
  const [finding, ...others] = find([...fans, ...ring]);
  expect(others).toEqual([]);
  expect(finding?.detail).toMatchObject({ entries: 3 });
  const found = new Set(finding?.rows.map(({ voterId }) => voterId));
  for (const { voterId } of ring) expect(found).toContain(voterId);
  expect(found.size).toBeLessThan(35);
  expect(finding?.score).toBeLessThan(defaultSettings.suspectFrom);
  expect(finding?.shown).toBe(true);
});

it('is shown whatever it weighs from twenty accounts on, and not before', () => {
  for (const [members, shown] of [
    [15, 0],
    [20, 1],
  ] as const) {
    const votes = ring.filter((_, at) => at % 30 < members);
    expect(judge(evidenceOf([...fans, ...votes])).suspect).toHaveLength(shown);
  }
});

it('is not hidden by the votes that it casts itself, nor by its being at one address', () => {
  const small = smallCrowd();
  for (const blockHash of [undefined, 'hall']) {
    const large = ballots(
      60,
      () => ['entry-2', 'entry-5', 'entry-9', 'entry-12'],
      (number) => ({ atMs: OPENS_AT_MS + number * 7919_000, ...(blockHash ? { blockHash } : {}) }),
    );
    const [finding] = find([...small, ...large]);
    expect(finding?.detail).toMatchObject({ entries: 4 });
    expect(finding?.rows.length).toBeGreaterThanOrEqual(240);
    expect(finding?.score).toBeLessThanOrEqual(0.7);
  }
});

it('sees nothing where three entries are half of all or more', () => {
  const approving = ballots(
    300,
    (number) => [0, 1, 2, 3, 4].filter((at) => (number + at) % 5 > 1).map((at) => `entry-${at}`),
    (number) => ({ atMs: OPENS_AT_MS + number * HOUR_MS }),
  );
  expect(find(approving)).toEqual([]);
});

it('sees nothing in those who vote for the most popular entries', () => {
  const popular = ['entry-0', 'entry-1', 'entry-2'].flatMap((targetId) =>
    attack(30, (number) => ({
      ...{ voterId: `likes-${number}`, targetId },
      atMs: OPENS_AT_MS + number * HOUR_MS,
    })),
  );
  expect(find([...fans, ...popular])).toEqual([]);
});

it('sees nothing in a class that votes for one classmate, nor in nine friends', () => {
  const school = attack(180, (number) => ({ atMs: OPENS_AT_MS + number * 10_000 }));
  expect(find([...fans, ...school])).toEqual([]);
  expect(find([...fans, ...ring.filter((_, at) => at % 30 < 9)])).toEqual([]);
});
