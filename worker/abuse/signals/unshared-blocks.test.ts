import { expect, it } from 'vitest';
import {
  DAY_MS,
  HOUR_MS,
  OPENS_AT_MS,
  type TestVote,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { indexEvidence } from './rows.ts';
import { defaultSettings } from './settings.ts';
import { unsharedBlocks } from './unshared-blocks.ts';

/** Every second fan of the crowd is behind one of ten blocks of a carrier. */
const fans = crowd().map((vote, number) =>
  Math.floor(number / 2) % 2 === 0 ? vote : { ...vote, blockHash: `carrier-${number % 20}` },
);
const aged = OPENS_AT_MS - 30 * DAY_MS;
const find = (votes: readonly TestVote[]) =>
  unsharedBlocks(indexEvidence(evidenceOf([...fans, ...votes])), defaultSettings);

it('sees a pool that gives every vote a block of its own', () => {
  const pool = attack(80, (number) => ({
    ...{ atMs: OPENS_AT_MS + number * HOUR_MS, verifiedAtMs: aged },
    blockHash: `proxy-${number}`,
  }));
  const [finding] = find(pool);
  expect(finding?.detail.account).toBe('aged');
  expect(finding?.rows.length).toBeGreaterThanOrEqual(80);
  expect(finding?.score).toBeLessThanOrEqual(0.6);
});

it('sees nothing in supporters who share blocks as everybody does', () => {
  const supporters = attack(80, (number) => ({
    ...{ atMs: OPENS_AT_MS + number * HOUR_MS, verifiedAtMs: aged },
    blockHash: number % 2 === 0 ? `line-${number}` : `carrier-${number % 20}`,
  }));
  expect(find(supporters)).toEqual([]);
});

it('sees nothing in people who mostly vote at home', () => {
  const atHome = attack(60, (number) => ({
    ...{ atMs: OPENS_AT_MS + number * HOUR_MS, verifiedAtMs: aged },
    blockHash: number % 10 < 7 ? `line-${number}` : `street-${Math.floor(number / 10)}`,
  }));
  expect(find(atHome)).toEqual([]);
});

it('sees nothing in a school, nor where blocks are not known', () => {
  const at = (number: number) => ({ atMs: OPENS_AT_MS + number * HOUR_MS, verifiedAtMs: aged });
  expect(find(attack(80, (number) => ({ ...at(number), blockHash: 'school' })))).toEqual([]);
  expect(find(attack(80, (number) => ({ ...at(number), blockHash: null })))).toEqual([]);
});
