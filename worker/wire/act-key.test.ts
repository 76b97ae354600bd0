import { expect, it } from 'vitest';
import { freshActKey } from './act-key.ts';

it('is a UUID version 7 that tells its time', () => {
  const key = freshActKey(0x0190_1234_5678);
  expect(key).toMatch(/^01901234-5678-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('sorts by time and never repeats', () => {
  const keys = Array.from({ length: 1_000 }, (_, index) => freshActKey(1_700_000_000_000 + index));
  expect(keys.toSorted()).toEqual(keys);
  expect(new Set(Array.from({ length: 1_000 }, () => freshActKey(1))).size).toBe(1_000);
});
