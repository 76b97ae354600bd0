import { expect, it } from 'vitest';
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
import { velocity } from './velocity.ts';

const find = (votes: Parameters<typeof evidenceOf>[0]) =>
  velocity(indexEvidence(evidenceOf(votes)), defaultSettings);
const noonMs = OPENS_AT_MS + 60 * HOUR_MS;

it('sees forty votes for one entry from one block within an hour, and which ones', () => {
  const sameBlock = attack(40, (number) => ({
    atMs: noonMs + number * MINUTE_MS,
    ...{ blockHash: 'one', network: `provider-${number % 10}` },
  }));
  const findings = find([...crowd(), ...sameBlock]);
  expect(findings.map(({ signal }) => signal)).toEqual(['block-velocity']);
  expect(findings[0]?.rows.map(({ voterId }) => voterId).sort()).toEqual(
    sameBlock.map(({ voterId }) => voterId).sort(),
  );
});

it('stays weak however many they are, because a school looks the same', () => {
  const many = attack(2000, (number) => ({ atMs: noonMs + number * 1000, blockHash: 'one' }));
  for (const { score } of find([...crowd(), ...many])) expect(score).toBeLessThanOrEqual(0.6);
});

it('sees a network and a referrer that suddenly vote for one entry only', () => {
  const network = attack(40, (number) => ({
    atMs: noonMs + number * MINUTE_MS,
    ...{ network: 'small-host', referrerHash: 'one-link' },
  }));
  expect(
    find([...crowd(), ...network])
      .map(({ signal }) => signal)
      .sort(),
  ).toEqual(['network-velocity', 'referrer-velocity']);
});

it('sees nothing in a block that hundreds share when they vote as everybody does', () => {
  const shared = crowd(300, '01').map((vote) => ({
    ...vote,
    ...{ voterId: `mobile-${vote.voterId}`, blockHash: 'carrier' },
  }));
  expect(find([...crowd(), ...shared])).toEqual([]);
});

it('sees nothing in nineteen votes, nor in forty spread over the week', () => {
  const few = attack(19, (number) => ({ atMs: noonMs + number * MINUTE_MS, blockHash: 'one' }));
  const slow = attack(40, (number) => ({
    atMs: OPENS_AT_MS + number * 4 * HOUR_MS,
    blockHash: 'one',
  }));
  expect(find([...crowd(), ...few])).toEqual([]);
  expect(find([...crowd(), ...slow])).toEqual([]);
});
