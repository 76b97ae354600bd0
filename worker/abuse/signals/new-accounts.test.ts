import { expect, it } from 'vitest';
import {
  HOUR_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { newAccounts } from './new-accounts.ts';
import { indexEvidence } from './rows.ts';
import { defaultSettings } from './settings.ts';

const find = (votes: Parameters<typeof evidenceOf>[0]) =>
  newAccounts(indexEvidence(evidenceOf(votes)), defaultSettings);
const noonMs = OPENS_AT_MS + 60 * HOUR_MS;

it('sees sixty accounts that were made minutes before they voted for one entry', () => {
  const fresh = attack(60, (number) => {
    const atMs = noonMs + number * MINUTE_MS;
    return { atMs, verifiedAtMs: atMs - 3 * MINUTE_MS };
  });
  const [finding, ...others] = find([...crowd(), ...fresh]);
  expect(others).toEqual([]);
  expect(finding?.signal).toBe('new-account-velocity');
  expect(finding?.detail).toMatchObject({ account: 'new', accounts: 60 });
});

it('sees a flood of guests', () => {
  const guests = attack(60, (number) => ({ atMs: noonMs + number * 1000, verifiedAtMs: null }));
  expect(find([...crowd(), ...guests]).map(({ detail }) => detail.account)).toEqual(['guest']);
});

it('sees nothing in old accounts, nor in a wave with as many new ones as everywhere', () => {
  const old = attack(60, (number) => ({ atMs: noonMs + number * MINUTE_MS }));
  const mixed = attack(60, (number) => {
    const atMs = noonMs + number * MINUTE_MS;
    return { atMs, verifiedAtMs: [null, atMs - MINUTE_MS, atMs - 500 * HOUR_MS][number % 3]! };
  });
  expect(find([...crowd(), ...old])).toEqual([]);
  expect(find([...crowd(), ...mixed])).toEqual([]);
});
