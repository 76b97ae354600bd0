import { expect, test } from 'vitest';
import { durationOf } from './duration.ts';

test('a span is cut into days, hours, minutes and seconds', () => {
  expect(durationOf(((26 * 60 + 3) * 60 + 4) * 1000)).toEqual({
    days: 1,
    hours: 2,
    minutes: 3,
    seconds: 4,
  });
});

test('a started second still counts, and only the deadline itself shows zero', () => {
  expect(durationOf(1).seconds).toBe(1);
  expect(durationOf(0).seconds).toBe(0);
});

test('a deadline that has passed shows zero, not a negative time', () => {
  expect(durationOf(-5000)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 0 });
});
