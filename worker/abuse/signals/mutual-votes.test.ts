import { expect, it } from 'vitest';
import {
  HOUR_MS,
  OPENS_AT_MS,
  type TestVote,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { mutualVotes } from './mutual-votes.ts';
import { indexEvidence } from './rows.ts';
import { defaultSettings } from './settings.ts';

const authors = Array.from({ length: 60 }, (_, number) => ({
  ...{ entryId: `entry-${number}`, authorId: `author-${number}` },
}));
const vote = (from: number, to: number): TestVote => ({
  ...{ voterId: `author-${from}`, targetId: `entry-${to}` },
  atMs: OPENS_AT_MS + (from * 61 + to) * (HOUR_MS / 30),
});
/** `members` authors from number `first` on, each exchanging votes with the next `partners / 2` around the circle. */
const ring = (members: number, partners: number, first = 20) =>
  Array.from({ length: members }, (_, at) =>
    Array.from({ length: partners / 2 }, (_, step) => {
      const other = first + ((at + step + 1) % members);
      return [vote(first + at, other), vote(other, first + at)];
    }).flat(),
  ).flat();
const find = (votes: readonly TestVote[]) =>
  mutualVotes(indexEvidence(evidenceOf([...crowd(), ...votes], authors)), defaultSettings);

it('is sure of twelve authors with four partners each', () => {
  const [finding] = find(ring(12, 4));
  expect(finding?.score).toBeGreaterThanOrEqual(defaultSettings.quarantineFrom);
  expect(finding?.detail).toMatchObject({ members: 12, mutualPairs: 24 });
  expect(finding?.rows).toHaveLength(48);
});

it('is sure of a large loose ring only when its members vote for hardly anybody else', () => {
  const loose = ring(30, 2);
  const elsewhere = Array.from({ length: 30 }, (_, at) =>
    [0, 1, 2].map((entry) => vote(20 + at, entry)),
  ).flat();
  const strongest = (votes: readonly TestVote[]) =>
    Math.max(...find(votes).map(({ score }) => score));
  expect(strongest(loose)).toBeGreaterThanOrEqual(defaultSettings.quarantineFrom);
  expect(strongest([...loose, ...elsewhere])).toBeLessThan(defaultSettings.quarantineFrom);
  expect(strongest([...loose, ...elsewhere])).toBeGreaterThanOrEqual(defaultSettings.suspectFrom);
});

it('sees nothing in friends and in a club of seven who all vote for each other', () => {
  const friends = Array.from({ length: 20 }, (_, pair) => [
    vote(20 + 2 * pair, 21 + 2 * pair),
    vote(21 + 2 * pair, 20 + 2 * pair),
  ]).flat();
  expect(find(friends)).toEqual([]);
  expect(find(ring(7, 6))).toEqual([]);
});

it('sees nothing in authors who vote in one direction, or for themselves', () => {
  const chain = Array.from({ length: 39 }, (_, at) => vote(20 + at, 21 + at));
  const selves = Array.from({ length: 40 }, (_, at) => vote(20 + at, 20 + at));
  expect(find([...chain, ...selves])).toEqual([]);
});

it('expects mutual votes where everybody is an author and votes for many', () => {
  const all = Array.from({ length: 60 }, (_, from) =>
    Array.from({ length: 60 }, (_, to) => (from === to ? [] : [vote(from, to)])).flat(),
  ).flat();
  const index = indexEvidence(evidenceOf(all, authors));
  expect(mutualVotes(index, defaultSettings)).toEqual([]);
});
