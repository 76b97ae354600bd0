import { expect, it } from 'vitest';
import { createRandom } from '../../../contests/mechanics/draw.ts';
import {
  HOUR_MS,
  OPENS_AT_MS,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { indexEvidence } from './rows.ts';
import { defaultSettings } from './settings.ts';
import { burstinessOf, entropyOf, timingEntropy } from './timing-entropy.ts';

/** `count` gaps around a minute, drawn by `shape` from a uniform number in (0, 1). */
function gapsOf(count: number, shape: (unit: number) => number): number[] {
  const random = createRandom('05');
  return Array.from({ length: count }, () => 60_000 * shape((random.below(2 ** 30) + 1) / 2 ** 30));
}
const independent = (unit: number) => -Math.log(unit);
const timer = (unit: number) => 0.8 + 0.4 * unit;
/** Inverse of a Pareto law: long pauses between bursts, as people make them. */
const heavyTailed = (unit: number) => 0.2 * unit ** (-1 / 1.5);

/** Votes of new guests with these gaps, from one device. */
function oneDevice(gapsMs: readonly number[]) {
  let atMs = OPENS_AT_MS + 60 * HOUR_MS;
  return attack(gapsMs.length, (number) => ({
    atMs: (atMs += Math.round(gapsMs[number]!)),
    deviceHash: 'one',
  }));
}
const find = (gapsMs: readonly number[]) =>
  timingEntropy(indexEvidence(evidenceOf([...crowd(), ...oneDevice(gapsMs)])), defaultSettings);

it('knows the entropy of independent arrivals: none lies six deviations below', () => {
  const { bits, deviations } = entropyOf(gapsOf(5000, independent), 3);
  expect(bits).toBeCloseTo(3.8, 1);
  expect(Math.abs(deviations)).toBeLessThan(4);
});

it('tells a timer from people by burstiness', () => {
  expect(burstinessOf(gapsOf(500, timer))).toBeLessThan(-0.6);
  expect(Math.abs(burstinessOf(gapsOf(500, independent)))).toBeLessThan(0.1);
  expect(burstinessOf(gapsOf(500, heavyTailed))).toBeGreaterThan(0.1);
  expect(burstinessOf(Array<number>(50).fill(60_000))).toBeCloseTo(-1, 6);
});

it('sees votes that come by a timer, and is not sure by that alone', () => {
  const [finding] = find(gapsOf(100, timer));
  expect(finding?.detail).toMatchObject({ source: 'device', votes: 100 });
  expect(finding?.score).toBeGreaterThan(0.6);
  expect(finding?.score).toBeLessThan(defaultSettings.quarantineFrom);
});

it.each([
  ['independent', independent],
  ['bursty', heavyTailed],
])('sees nothing in %s arrivals at one device', (_, shape) => {
  expect(find(gapsOf(200, shape))).toEqual([]);
});

it('judges nothing from fewer than thirty gaps, and no pause between sessions', () => {
  expect(find(gapsOf(30, timer))).toEqual([]);
  const pauses = gapsOf(200, timer).map((gapMs, at) => (at % 20 === 0 ? 3 * HOUR_MS : gapMs));
  expect(find(pauses)).toEqual([]);
});

it('reads votes that arrive in the same millisecond', () => {
  expect(entropyOf([0, 0, 0, 0], 3).bits).toBe(0);
  expect(burstinessOf([0, 0, 0, 0])).toBeLessThan(0);
});

it('takes no rush for a timer: acts that arrive together are decided at the same instant', () => {
  expect(find(Array<number>(200).fill(0))).toEqual([]);
  expect(find(Array.from({ length: 200 }, (_, act) => (act % 5 === 0 ? 40 : 0)))).toEqual([]);
  expect(find(Array<number>(200).fill(1_000))).not.toEqual([]);
});

it('takes no queue at a kiosk for a timer, while the same turns at ever other addresses are too regular', () => {
  // Log-logistic, with the deviation 0.5 of its logarithm.
  const turns = gapsOf(60, (unit) => (unit / (1 - unit + 1e-9)) ** 0.276);
  const kiosk = oneDevice(turns).map((vote) => ({ ...vote, blockHash: 'hall' }));
  const of = (votes: Parameters<typeof evidenceOf>[0]) =>
    timingEntropy(indexEvidence(evidenceOf([...crowd(), ...votes])), defaultSettings);
  expect(of(kiosk)).toEqual([]);
  expect(of(oneDevice(turns))).not.toEqual([]);
});

it('is not sure of thirty turns at one address that are even by chance, nor where no address is known', () => {
  const even = gapsOf(34, (unit) => (unit / (1 - unit + 1e-9)) ** 0.17);
  const queue = oneDevice(even).map((vote) => ({ ...vote, blockHash: 'hall' }));
  const { votes, traces } = evidenceOf([...crowd(), ...queue]);
  expect(entropyOf(even, 0).bits).toBeLessThan(defaultSettings.timingEntropy.standingBitsUpTo);
  expect(timingEntropy(indexEvidence({ votes, traces, entries: [] }), defaultSettings)).toEqual([]);
  const nowhere = traces.map((trace) => ({ ...trace, blockHash: null }));
  const index = indexEvidence({ votes, traces: nowhere, entries: [] });
  expect(timingEntropy(index, defaultSettings)).toEqual([]);
});
