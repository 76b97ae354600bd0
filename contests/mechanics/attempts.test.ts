import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWrong,
  coolDownMs,
  joinAttempts,
  nextTryAtMs,
  noAttempts,
  notTryable,
  triesLeft,
  wrongBefore,
  type AttemptRules,
} from './attempts.ts';

const usual = { kind: 'growing', power: 2, divisor: 1.5 } as const;
const off = { kind: 'off' } as const;
const SECOND_MS = 1000;

describe('the cool-down', () => {
  it('waits i²/1.5 minutes after the i-th wrong answer', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((i) => coolDownMs(usual, i) / SECOND_MS)).toEqual([
      0, 40, 160, 360, 640, 1000, 1440,
    ]);
  });

  it('can stay the same, grow by another power, or be off', () => {
    expect(coolDownMs({ kind: 'growing', power: 0, divisor: 2 }, 9)).toBe(30 * SECOND_MS);
    expect(coolDownMs({ kind: 'growing', power: 1, divisor: 1 }, 3)).toBe(180 * SECOND_MS);
    expect(coolDownMs(off, 9)).toBe(0);
  });

  it('ends at its very millisecond', () => {
    const attempts = noAttempts();
    addWrong(attempts, 'a', 1_000_000);
    const rules: AttemptRules = { limit: 0, coolDown: usual };
    expect(notTryable(attempts, rules, 'b', 1_039_999)).toMatchObject({
      code: 'attempts/COOLING_DOWN',
      retryAtMs: 1_040_000,
    });
    expect(notTryable(attempts, rules, 'b', 1_040_000)).toBeNull();
  });
});

describe('a wrong answer given again', () => {
  it('is recognised first of all, during a cool-down and after the last try too', () => {
    const attempts = noAttempts();
    addWrong(attempts, 'a', 10);
    addWrong(attempts, 'b', 20);
    const code = { code: 'attempts/TRIED_BEFORE' };
    expect(notTryable(attempts, { limit: 2, coolDown: usual }, 'a', 21)).toMatchObject(code);
    expect(notTryable(attempts, { limit: 2, coolDown: off }, 'c', 21)).toMatchObject({
      code: 'attempts/NONE_LEFT',
    });
  });

  it('changes nothing when it is counted again', () => {
    const attempts = noAttempts();
    addWrong(attempts, 'a', 10);
    const before = structuredClone(attempts);
    addWrong(attempts, 'a', 99);
    expect(attempts).toEqual(before);
  });
});

const step = fc.record({ digest: fc.constantFrom(...'abcdefgh'), waitMs: fc.nat(200_000) });

it('never counts more wrong answers than allowed, nor one during a cool-down', () => {
  const limits = fc.integer({ min: 0, max: 5 });
  const coolDowns = fc.constantFrom(usual, off, { kind: 'growing', power: 1, divisor: 3 } as const);
  fc.assert(
    fc.property(limits, coolDowns, fc.array(step), (limit, coolDown, steps) => {
      const rules: AttemptRules = { limit, coolDown };
      const attempts = noAttempts();
      let atMs = 0;
      for (const { digest, waitMs } of steps) {
        atMs += waitMs;
        const readyAtMs = nextTryAtMs(attempts, rules);
        const left = triesLeft(attempts, limit);
        if (notTryable(attempts, rules, digest, atMs)) continue;
        expect(atMs).toBeGreaterThanOrEqual(readyAtMs);
        expect(left).not.toBe(0);
        addWrong(attempts, digest, atMs);
        expect(triesLeft(attempts, limit)).toBe(left === null ? null : left - 1);
      }
      if (limit > 0) expect(attempts.count).toBeLessThanOrEqual(limit);
      expect(attempts.count).toBe(Object.keys(attempts.wrong).length);
    }),
  );
});

it('adds up the wrong answers of two who are one, whoever is named first', () => {
  const attempts = fc.array(step).map((steps) => {
    const made = noAttempts();
    for (const { digest, waitMs } of steps) addWrong(made, digest, waitMs);
    return made;
  });
  fc.assert(
    fc.property(attempts, attempts, fc.nat(200_000), (a, b, atMs) => {
      const joined = joinAttempts(a, b);
      expect(joined).toEqual(joinAttempts(b, a));
      expect(joined.count).toBe(new Set([...Object.keys(a.wrong), ...Object.keys(b.wrong)]).size);
      expect(joined.lastAtMs).toBe(Math.max(0, ...Object.values(joined.wrong)));
      expect(wrongBefore(joined, atMs)).toBeGreaterThanOrEqual(wrongBefore(a, atMs));
    }),
  );
});
