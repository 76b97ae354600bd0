import { expect, it } from 'vitest';
import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  type TestVote,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { dormantAccounts } from './dormant-accounts.ts';
import { indexEvidence } from './rows.ts';
import { defaultSettings } from './settings.ts';

/** Every second fan votes once only. */
const fans = crowd().filter((_, number) => number % 4 !== 1);
const find = (votes: readonly TestVote[]) =>
  dormantAccounts(indexEvidence(evidenceOf([...fans, ...votes])), defaultSettings);
const asleep = (count: number) =>
  attack(count, (number) => ({
    atMs: OPENS_AT_MS + number * (HOUR_MS / 4),
    verifiedAtMs: OPENS_AT_MS - (number % 40) * DAY_MS - 2 * DAY_MS,
  }));

it('sees aged accounts that vote for one entry and nothing else, more surely the more there are', () => {
  const [few] = find(asleep(50));
  const [many] = find(asleep(250));
  expect(few?.rows.length).toBeGreaterThanOrEqual(50);
  expect(few?.score).toBeLessThan(0.6);
  expect(many?.score).toBe(0.8);
  expect(many?.score).toBeLessThan(defaultSettings.quarantineFrom);
});

it('sees nothing in accounts that vote for others as well', () => {
  const votes = asleep(100);
  const others = votes.map((vote) => ({ ...vote, targetId: 'entry-0', atMs: vote.atMs + 30_000 }));
  expect(find([...votes, ...others])).toEqual([]);
});

it('sees nothing in people who come for one entry with accounts as everybody has', () => {
  const friends = attack(100, (number) => {
    const atMs = OPENS_AT_MS + DAY_MS + number * MINUTE_MS;
    const ages = [null, atMs - 5 * MINUTE_MS, atMs - 9 * DAY_MS];
    return { atMs, verifiedAtMs: ages[number % 3]! };
  });
  expect(find(friends)).toEqual([]);
});

it('weighs less what comes from one address: a school may have signed up before', () => {
  const [school] = find(asleep(250).map((vote) => ({ ...vote, blockHash: 'school' })));
  expect(school?.score).toBe(defaultSettings.dormantAccounts.hallScore);
});
