import { expect, it } from 'vitest';
import { retryDelayMs } from './retry-delay.ts';

const failed = (status: number, number = 1, retryAfterMs: number | null = null) =>
  retryDelayMs({ status, number, retryAfterMs }, 1);

it('tries again, ever more slowly, when the network or the server failed', () => {
  expect([failed(0, 1), failed(0, 2), failed(503, 3)]).toEqual([500, 1000, 2000]);
});

it('gives up after the fourth attempt', () => {
  expect(failed(0, 4)).toBeNull();
});

it('does not repeat what the server refused', () => {
  expect([failed(413), failed(415), failed(422), failed(401)]).toEqual([null, null, null, null]);
});

it('waits as long as the server asks, unless that is too long to sit through', () => {
  expect(failed(429, 1, 3000)).toBe(3000);
  expect(failed(429, 1, 60_000)).toBeNull();
});
