import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { defaultLimits, limitsOf } from './limits.ts';
import { TokenBuckets } from './token-buckets.ts';

describe('token buckets', () => {
  it('let as many through at once as they hold, and then one for each token that comes back', () => {
    const buckets = new TokenBuckets({ capacity: 3, refillPerSecond: 2 });
    for (let act = 0; act < 3; act++) {
      expect(buckets.readyAtMs('ana', 1000)).toBe(1000);
      buckets.take('ana', 1000);
    }
    expect(buckets.readyAtMs('ana', 1000)).toBe(1500);
    expect(buckets.readyAtMs('ana', 1499)).toBe(1500);
    expect(buckets.readyAtMs('ana', 1500)).toBe(1500);
    expect(buckets.readyAtMs('ben', 1000)).toBe(1000);
  });

  it('never let more through in any span than capacity and refill allow, and never hold people back for nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 200 }),
        (capacity, refillPerSecond, waits) => {
          const buckets = new TokenBuckets({ capacity, refillPerSecond });
          const passed: number[] = [];
          let atMs = 0;
          for (const waitMs of waits) {
            atMs += waitMs;
            const ready = buckets.readyAtMs('ana', atMs);
            if (ready > atMs) {
              expect(ready - atMs).toBeLessThanOrEqual(Math.ceil(1000 / refillPerSecond));
              continue;
            }
            buckets.take('ana', atMs);
            passed.push(atMs);
          }
          passed.forEach((fromMs, from) => {
            passed.slice(from).forEach((toMs, more) => {
              const most = capacity + ((toMs - fromMs) * refillPerSecond) / 1000;
              expect(more + 1).toBeLessThanOrEqual(most + 1e-9);
            });
          });
          // Somebody who comes no faster than tokens do is never turned away.
          const slow = new TokenBuckets({ capacity, refillPerSecond });
          for (let act = 0; act < 50; act++) {
            const whenMs = act * Math.ceil(1000 / refillPerSecond);
            expect(slow.readyAtMs('ben', whenMs)).toBe(whenMs);
            slow.take('ben', whenMs);
          }
        },
      ),
    );
  });
});

describe('token buckets of very many', () => {
  it('are as exact as those that forget nothing', () => {
    const step = fc.record({
      key: fc.constantFrom(...'abcdefgh'),
      waitMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 90_000 })),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(0.05, 0.5, 1 / 3, 2),
        fc.array(step, { maxLength: 200 }),
        (capacity, refillPerSecond, steps) => {
          const forgetful = new TokenBuckets({ capacity, refillPerSecond }, 3);
          const exact = new TokenBuckets({ capacity, refillPerSecond }, Infinity);
          let atMs = 1_000_000;
          for (const { key, waitMs } of steps) {
            atMs += waitMs;
            expect(forgetful.readyAtMs(key, atMs)).toBe(exact.readyAtMs(key, atMs));
            expect(forgetful.usedShare(key, atMs)).toBe(exact.usedShare(key, atMs));
            forgetful.take(key, atMs);
            exact.take(key, atMs);
          }
        },
      ),
    );
  });

  it('are not looked through at each take while they fill slowly', () => {
    const buckets = new TokenBuckets({ capacity: 2, refillPerSecond: 1 / 43_200 }, 1_000);
    const looks = vi.spyOn(Map.prototype, 'keys');
    for (let n = 0; n < 20_000; n++) buckets.take(`fan ${n}`, 1_000_000 + n);
    expect(looks.mock.calls.length).toBeLessThan(10);
    looks.mockRestore();
  });
});

describe('limits', () => {
  it('are the defaults unless the installation says otherwise', () => {
    expect(limitsOf({})).toEqual(defaultLimits);
    const person = { capacity: 5, refillPerSecond: 0.5 };
    expect(limitsOf({ FANFARE_LIMITS: JSON.stringify({ act: { person } }) })).toEqual({
      ...defaultLimits,
      act: { ...defaultLimits.act, person },
    });
  });

  it.each([
    '{',
    '{"act":{"person":{"capacity":0,"refillPerSecond":1}}}',
    '{"acts":{}}',
    '{"signIn":{"contest":{"capacity":1,"refillPerSecond":1}}}',
    // A day and a second until it is full.
    '{"code":{"person":{"capacity":86401,"refillPerSecond":1}}}',
  ])('are not guessed from %s', (text) => {
    expect(() => limitsOf({ FANFARE_LIMITS: text })).toThrow();
  });
});
