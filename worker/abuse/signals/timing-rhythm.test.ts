import { expect, it } from 'vitest';
import { createRandom } from '../../../contests/mechanics/draw.ts';
import {
  HOUR_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { indexEvidence } from './rows.ts';
import { defaultSettings } from './settings.ts';
import { timingRhythm } from './timing-rhythm.ts';

const find = (votes: Parameters<typeof evidenceOf>[0]) =>
  timingRhythm(indexEvidence(evidenceOf(votes)), defaultSettings);

/** Votes with these gaps, each from another device and address. */
function votesApart(count: number, gapMs: (unit: number) => number) {
  const random = createRandom('06');
  let atMs = OPENS_AT_MS + 20 * HOUR_MS;
  return attack(count, () => ({ atMs: (atMs += gapMs(random.below(2 ** 30) / 2 ** 30)) }));
}

it('hears a vote every twelve minutes around the clock among honest votes, and is sure of it', () => {
  const drip = votesApart(200, (unit) => 12 * MINUTE_MS * (0.95 + 0.1 * unit));
  const [finding] = find([...crowd(), ...drip]);
  expect(finding?.score).toBeGreaterThanOrEqual(defaultSettings.quarantineFrom);
  const heard = finding!.rows.filter(({ voterId }) => voterId.startsWith('attacker'));
  expect(heard.length).toBeGreaterThan(180);
  expect(finding!.rows.length - heard.length).toBeLessThan(10);
  expect(finding?.detail.periodMs).toBeGreaterThan(10 * MINUTE_MS);
  expect(finding?.detail.periodMs).toBeLessThan(14 * MINUTE_MS);
});

it('is not sure of a beat that ends before people would sleep', () => {
  const evening = votesApart(24, () => 10 * MINUTE_MS);
  const [finding] = find([...crowd(), ...evening]);
  expect(finding?.score).toBe(defaultSettings.timingRhythm.score);
});

it('hears nothing in independent votes at the same rate', () => {
  const people = votesApart(200, (unit) => -Math.log(1 - unit) * 12 * MINUTE_MS);
  expect(find([...crowd(), ...people])).toEqual([]);
});

it('hears nothing in waves at a beat, as lessons make them', () => {
  const random = createRandom('07');
  const lessons = attack(120, (number) => ({
    atMs: OPENS_AT_MS + Math.floor(number / 20) * 45 * MINUTE_MS + random.below(12 * MINUTE_MS),
  }));
  expect(find([...crowd(), ...lessons])).toEqual([]);
});

it('hears nothing in an ordinary crowd', () => {
  expect(find(crowd(3000, '08'))).toEqual([]);
});
