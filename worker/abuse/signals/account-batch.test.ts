import { expect, it } from 'vitest';
import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { accountBatch } from './account-batch.ts';
import { indexEvidence } from './rows.ts';
import { defaultSettings } from './settings.ts';

const find = (votes: Parameters<typeof evidenceOf>[0]) =>
  accountBatch(indexEvidence(evidenceOf(votes)), defaultSettings);

it('sees accounts that were made in sessions weeks before and vote for one entry', () => {
  const bought = attack(60, (number) => ({
    atMs: OPENS_AT_MS + number * HOUR_MS,
    verifiedAtMs: OPENS_AT_MS - (20 + Math.floor(number / 20)) * DAY_MS + (number % 20) * 300_000,
  }));
  const [finding, ...others] = find([...crowd(), ...bought]);
  expect(others).toEqual([]);
  expect(finding?.detail).toMatchObject({ votes: 60, batches: 3 });
  expect(finding?.score).toBeLessThan(defaultSettings.suspectFrom);
});

it('sees nothing in accounts that were made one at a time over two months', () => {
  const slow = attack(60, (number) => ({
    atMs: OPENS_AT_MS + number * HOUR_MS,
    verifiedAtMs: OPENS_AT_MS - (number + 2) * DAY_MS,
  }));
  expect(find([...crowd(), ...slow])).toEqual([]);
});

it('sees nothing in new accounts, which everybody who follows a link has', () => {
  const fresh = attack(60, (number) => {
    const atMs = OPENS_AT_MS + 60 * HOUR_MS + number * MINUTE_MS;
    return { atMs, verifiedAtMs: atMs - MINUTE_MS };
  });
  expect(find([...crowd(), ...fresh])).toEqual([]);
});

it('grows with the number of batches, and puts small ones together', () => {
  const small = attack(48, (number) => ({
    atMs: OPENS_AT_MS + number * HOUR_MS,
    verifiedAtMs: OPENS_AT_MS - (5 + 3 * Math.floor(number / 6)) * DAY_MS + (number % 6) * 300_000,
  }));
  const [finding] = find([...crowd(), ...small]);
  expect(finding?.detail).toMatchObject({ votes: 48, batches: 8 });
  expect(finding?.score).toBeGreaterThan(0.7);
  expect(finding?.score).toBeLessThan(defaultSettings.quarantineFrom);
});

it('does not count a class and a circle of friends elsewhere as batches of one seller', () => {
  const batch = (name: string, day: number, blockOf: (number: number) => string) =>
    attack(20, (number) => ({
      ...{ voterId: `${name}-${number}`, atMs: OPENS_AT_MS + number * HOUR_MS },
      verifiedAtMs: OPENS_AT_MS - day * DAY_MS + number * 120_000,
      blockHash: blockOf(number),
    }));
  const classmates = [10, 13, 16].flatMap((day) => batch(`class-${day}`, day, () => 'school'));
  const friends = batch('friend', 30, (number) => `abroad-${number}`);
  const findings = find([...crowd(), ...classmates, ...friends]);
  expect(findings.map(({ detail }) => detail.batches).sort()).toEqual([1, 3]);
});

it('weighs less what a school signed up for in many lessons, when it votes at one address', () => {
  const lessons = (blockOf: (number: number) => string) =>
    attack(160, (number) => ({
      ...{ atMs: OPENS_AT_MS + 60 * HOUR_MS + number * 10_000, blockHash: blockOf(number) },
      verifiedAtMs: OPENS_AT_MS - (5 + 3 * Math.floor(number / 20)) * DAY_MS + number * 60_000,
    }));
  const [school] = find([...crowd(), ...lessons(() => 'school')]);
  expect(school?.score).toBe(defaultSettings.accountBatch.hallScore);
  const [elsewhere] = find([...crowd(), ...lessons((number) => `home-of-${number}`)]);
  expect(elsewhere?.score).toBe(0.8);
});
