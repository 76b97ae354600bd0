import { expect, it } from 'vitest';
import {
  HOUR_MS,
  OPENS_AT_MS,
  type TestVote,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { denseAuthors } from './dense-authors.ts';
import { indexEvidence } from './rows.ts';
import { defaultSettings } from './settings.ts';

const authors = Array.from({ length: 80 }, (_, number) => ({
  ...{ entryId: `entry-${number}`, authorId: `author-${number}` },
}));
const vote = (from: number, to: number): TestVote => ({
  ...{ voterId: `author-${from}`, targetId: `entry-${to}` },
  atMs: OPENS_AT_MS + (from * 81 + to) * (HOUR_MS / 60),
});
/** In a circle of authors from number `first` on, each votes for the next ones: nobody votes for who voted for them. */
const circle = (members: number, asked: number, first = 20) =>
  Array.from({ length: members }, (_, at) =>
    Array.from({ length: asked }, (_, step) =>
      vote(first + at, first + ((at + step + 1) % members)),
    ),
  ).flat();
const find = (votes: readonly TestVote[]) =>
  denseAuthors(indexEvidence(evidenceOf([...crowd(), ...votes], authors)), defaultSettings);

it('is sure of thirty authors who vote in a circle', () => {
  const [finding, ...others] = find(circle(30, 3));
  expect(others).toEqual([]);
  expect(finding?.detail).toMatchObject({ members: 30, votesBetweenMembers: 90 });
  expect(finding?.score).toBeGreaterThanOrEqual(defaultSettings.quarantineFrom);
});

it('only shows a class whose authors vote for others as often as for each other', () => {
  const others = Array.from({ length: 24 }, (_, at) => [vote(20 + at, 0), vote(20 + at, 1)]).flat();
  const [finding] = find([...circle(24, 2), ...others]);
  expect(finding?.score).toBeLessThan(defaultSettings.quarantineFrom);
  expect(finding?.score).toBeGreaterThanOrEqual(defaultSettings.suspectFrom);
});

it('keeps two groups apart between which votes go one way only', () => {
  const bridge = Array.from({ length: 8 }, (_, at) => vote(60 + at, 20 + at));
  const sizes = find([...circle(30, 4), ...circle(14, 3, 60), ...bridge]).map(
    ({ detail }) => detail.members,
  );
  expect(sizes.sort()).toEqual([14, 30]);
});

it('sees nothing in friends, a small club, and authors who vote for what everybody likes', () => {
  expect(find(circle(2, 1))).toEqual([]);
  expect(find(circle(9, 4))).toEqual([]);
  const popular = Array.from({ length: 60 }, (_, at) => [0, 1, 2].map((to) => vote(20 + at, to)));
  expect(find(popular.flat())).toEqual([]);
});

it('expects votes between authors where everybody is one', () => {
  const all = Array.from({ length: 80 }, (_, from) =>
    Array.from({ length: 80 }, (_, to) => (from === to ? [] : [vote(from, to)])).flat(),
  ).flat();
  expect(denseAuthors(indexEvidence(evidenceOf(all, authors)), defaultSettings)).toEqual([]);
});
