import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { challengeCost, HIGHEST_COST } from './challenge-cost.ts';
import { Load } from './challenge-load.ts';
import { newGuestRisk, riskOf, type Signs } from './risk.ts';

const DAY_MS = 24 * 3_600_000;
const NOW_MS = 100 * DAY_MS;

const share = fc.double({ min: 0, max: 1, noNaN: true });
const load = fc.double({ min: 0, max: 1_000, noNaN: true });
const kind = fc.constantFrom('session' as const, 'act' as const);
const signs: fc.Arbitrary<Signs> = fc.record({
  verifiedAtMs: fc.option(fc.integer({ min: 0, max: NOW_MS })),
  familiar: fc.boolean(),
  browserLike: fc.boolean(),
  personShare: share,
  blockShare: share,
});

const calm: Signs = {
  verifiedAtMs: null,
  familiar: true,
  browserLike: true,
  personShare: 0,
  blockShare: 0,
};
const costOf = (change: Partial<Signs>, atLoad: number) =>
  challengeCost({ load: atLoad, risk: riskOf({ ...calm, ...change }, NOW_MS), kind: 'act' });

describe('the cost of a challenge', () => {
  it('never falls when load or risk rises, and never passes its cap', () => {
    fc.assert(
      fc.property(load, load, share, share, kind, (loadA, loadB, riskA, riskB, of) => {
        const [quiet, busy] = [Math.min(loadA, loadB), Math.max(loadA, loadB)];
        const [low, high] = [Math.min(riskA, riskB), Math.max(riskA, riskB)];
        const least = challengeCost({ load: quiet, risk: low, kind: of });
        for (const dearer of [
          challengeCost({ load: busy, risk: low, kind: of }),
          challengeCost({ load: quiet, risk: high, kind: of }),
          challengeCost({ load: busy, risk: high, kind: of }),
        ]) {
          expect(dearer).toBeGreaterThanOrEqual(least);
          expect(dearer).toBeLessThanOrEqual(HIGHEST_COST);
        }
        expect(least === 0 || least >= 1).toBe(true);
      }),
    );
  });

  it('is never nothing for a session', () => {
    fc.assert(
      fc.property(load, share, (busy, risk) => {
        expect(challengeCost({ load: busy, risk, kind: 'session' })).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('is nothing for a fan whom the contest knows, while it is not busy', () => {
    expect(costOf({}, 2)).toBe(0);
    expect(costOf({ personShare: 0.6 }, 1)).toBe(0);
  });

  it('is something for the first act of a guest or of an account of today', () => {
    expect(costOf({ familiar: false }, 0)).toBeGreaterThanOrEqual(1);
    const today = { verifiedAtMs: NOW_MS - DAY_MS + 1, familiar: false };
    expect(costOf(today, 0)).toBeGreaterThanOrEqual(1);
  });

  it('is nothing for an account of yesterday, whatever else shows, until the contest is under attack', () => {
    const worst = { browserLike: false, familiar: false, personShare: 1, blockShare: 1 };
    expect(costOf({ ...worst, verifiedAtMs: NOW_MS - DAY_MS }, 2)).toBe(0);
    expect(costOf({ verifiedAtMs: NOW_MS - DAY_MS }, 5)).toBe(0);
    expect(costOf({ verifiedAtMs: NOW_MS - DAY_MS }, 16)).toBeGreaterThanOrEqual(1);
  });

  it('reaches its cap for a stranger in an attack', () => {
    const stranger = { familiar: false, browserLike: false, personShare: 1, blockShare: 1 };
    expect(costOf(stranger, 16)).toBe(HIGHEST_COST);
  });
});

describe('risk', () => {
  it('stays between 0 and 1, and never falls when a sign gets worse', () => {
    fc.assert(
      fc.property(signs, share, share, (before, person, block) => {
        const risk = riskOf(before, NOW_MS);
        expect(risk).toBeGreaterThanOrEqual(0);
        expect(risk).toBeLessThanOrEqual(1);
        const worse: Partial<Signs>[] = [
          { familiar: false },
          { browserLike: false },
          { verifiedAtMs: null },
          { personShare: Math.max(person, before.personShare) },
          { blockShare: Math.max(block, before.blockShare) },
        ];
        for (const change of worse)
          expect(riskOf({ ...before, ...change }, NOW_MS)).toBeGreaterThanOrEqual(risk);
        expect(newGuestRisk({ ...before, browserLike: false })).toBeGreaterThanOrEqual(
          newGuestRisk(before),
        );
      }),
    );
  });
});

describe('load', () => {
  it('rises with a rush, and falls again when it is over', () => {
    const contest = new Load(600);
    for (let minute = 0; minute < 600; minute++)
      for (let act = 0; act < 20; act++) contest.count(minute * 60_000 + act * 3_000);
    const before = contest.at(600 * 60_000);
    for (let act = 0; act < 20_000; act++) contest.count(600 * 60_000 + act);
    const during = contest.at(600 * 60_000 + 20_000);
    const after = contest.at(610 * 60_000);
    expect(before).toBeLessThan(0.1);
    expect(during).toBeGreaterThan(16);
    expect(after).toBeLessThan(0.1);
  });

  it('takes what has gone on for hours as usual, and a burst of minutes not', () => {
    const steady = new Load(1);
    for (let second = 0; second < 24 * 3_600; second++) steady.count(second * 1_000);
    expect(steady.at(24 * 3_600_000)).toBeLessThan(1.1);
    const burst = new Load(1);
    for (let second = 0; second < 600; second++) burst.count(second * 1_000);
    expect(burst.at(600_000)).toBeGreaterThan(16);
  });
});
