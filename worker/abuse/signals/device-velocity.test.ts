import { expect, it } from 'vitest';
import {
  HOUR_MS,
  OPENS_AT_MS,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { deviceVelocity } from './device-velocity.ts';
import { indexEvidence } from './rows.ts';
import { defaultSettings } from './settings.ts';

const find = (votes: Parameters<typeof evidenceOf>[0]) =>
  deviceVelocity(indexEvidence(evidenceOf(votes)), defaultSettings);
const atMs = OPENS_AT_MS + 60 * HOUR_MS;

it('is sure of one device with many accounts on many addresses for one entry', () => {
  const [finding, ...others] = find([
    ...crowd(),
    ...attack(30, (number) => ({ atMs, deviceHash: 'one', blockHash: `proxy-${number}` })),
  ]);
  expect(others).toEqual([]);
  expect(finding?.score).toBeGreaterThanOrEqual(defaultSettings.quarantineFrom);
  expect(finding?.rows).toHaveLength(30);
});

it('is not sure of a device that stays at one address: it may be a kiosk', () => {
  const kiosk = attack(30, () => ({ atMs, deviceHash: 'one', blockHash: 'hall' }));
  const [finding] = find([...crowd(), ...kiosk]);
  expect(finding?.score).toBeLessThan(defaultSettings.suspectFrom);
});

it('sees nothing in a family of seven on one tablet', () => {
  const family = attack(7, (number) => ({ atMs, deviceHash: 'one', blockHash: `day-${number}` }));
  expect(find([...crowd(), ...family])).toEqual([]);
});

it('sees nothing in a device that votes for everything, as one that many share does', () => {
  const shared = crowd(400, '02').map((vote) => ({
    ...vote,
    ...{ voterId: `library-${vote.voterId}`, deviceHash: 'library' },
  }));
  expect(find([...crowd(), ...shared])).toEqual([]);
});

it('sees nothing in ten who share a device at an address where many others vote for the same', () => {
  const hall = attack(60, (number) => ({
    ...{ atMs, blockHash: 'hall' },
    deviceHash: number < 10 ? 'one' : `own-${number}`,
  }));
  expect(find([...crowd(), ...hall])).toEqual([]);
});
