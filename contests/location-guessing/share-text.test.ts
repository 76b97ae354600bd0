import fc from 'fast-check';
import { expect, it } from 'vitest';
import { barsOf, pointsText, shareText } from './share-text.ts';

it('tells the score and a bar for every round', () => {
  const text = shareText({
    titles: ['The Long Way Round', 'Day 3'],
    rounds: [
      { points: 5000 },
      { points: 3100 },
      { points: 1500 },
      { points: 12 },
      { points: null },
    ],
    roundCount: 5,
    maxBonus: 0,
    url: 'https://example.org/c/long-way/round',
  });
  expect(text).toBe(
    'The Long Way Round · Day 3\n9,612 / 25,000 · █▆▃▁·\nhttps://example.org/c/long-way/round',
  );
});

it('counts the bonus to what could be had', () => {
  expect(barsOf([{ points: 5000 }, { points: 5500 }], 500)).toBe('██');
  expect(barsOf([{ points: 4900 }], 500)).toBe('▆');
});

it('depends on points alone: as many bars as rounds, and the sum', () => {
  const rounds = fc.array(fc.record({ points: fc.option(fc.integer({ min: 0, max: 5000 })) }), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(rounds, (played) => {
      const text = shareText({
        titles: ['A'],
        rounds: played,
        roundCount: 20,
        maxBonus: 0,
        url: 'u',
      });
      const sum = played.reduce((total, { points }) => total + (points ?? 0), 0);
      expect(text).toBe(`A\n${pointsText(sum)} / 100,000 · ${barsOf(played, 0)}\nu`);
      expect(barsOf(played, 0)).toHaveLength(played.length);
    }),
  );
});

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [110_000, '110,000'],
  [1_234_567, '1,234,567'],
])('writes %i as %s', (points, text) => {
  expect(pointsText(points)).toBe(text);
});
