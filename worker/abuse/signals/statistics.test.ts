import fc from 'fast-check';
import { expect, it } from 'vitest';
import { binomialSurprise, poissonBinomialTail, poissonSurprise, ramp } from './statistics.ts';

/** P(K ≥ k) for K ~ Binomial(n, p), summed term by term. */
function binomialTail(k: number, n: number, p: number): number {
  let term = (1 - p) ** n;
  let tail = 0;
  for (let at = 0; at <= n; at++) {
    if (at >= k) tail += term;
    term *= ((n - at) / (at + 1)) * (p / (1 - p));
  }
  return tail;
}

it('never overstates how surprising a binomial count is', () => {
  const cases = fc.record({
    n: fc.integer({ min: 1, max: 60 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    p: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
  });
  fc.assert(
    fc.property(cases, ({ n, share, p }) => {
      const k = Math.round(share * n);
      const exact = -Math.log10(binomialTail(k, n, p));
      expect(binomialSurprise(k, n, p)).toBeLessThanOrEqual(exact + 1e-6);
    }),
  );
});

it('finds nothing surprising in what was expected', () => {
  expect(binomialSurprise(10, 100, 0.1)).toBe(0);
  expect(poissonSurprise(5, 5)).toBe(0);
  expect(binomialSurprise(0, 0, 0.5)).toBe(0);
});

it('counts in decimal digits', () => {
  // All of 20 at one in ten is 10^-20.
  expect(binomialSurprise(20, 20, 0.1)).toBeCloseTo(20, 6);
  // P(K ≥ 10 | mean 1) is 1.1e-7; the bound is a little lower.
  expect(poissonSurprise(10, 1)).toBeGreaterThan(6);
  expect(poissonSurprise(10, 1)).toBeLessThan(7);
});

it('cuts a ramp off at both ends', () => {
  expect([0, 5, 10, 15, 20, 99].map((value) => ramp(value, 10, 20))).toEqual([0, 0, 0, 0.5, 1, 1]);
});

it('adds up events of unlike chances', () => {
  expect(poissonBinomialTail([], 1)).toBe(0);
  expect(poissonBinomialTail([0.3, 0.6], 0)).toBeCloseTo(1);
  expect(poissonBinomialTail([0.3, 0.6], 1)).toBeCloseTo(1 - 0.7 * 0.4);
  expect(poissonBinomialTail([0.3, 0.6], 2)).toBeCloseTo(0.18);
  // Binomial with n = 4, p = 1/2: 5 of 16 outcomes have three or more.
  expect(poissonBinomialTail([0.5, 0.5, 0.5, 0.5], 3)).toBeCloseTo(5 / 16);
});
