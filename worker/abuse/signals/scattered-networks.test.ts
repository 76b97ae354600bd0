import { expect, it } from 'vitest';
import {
  HOUR_MS,
  OPENS_AT_MS,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { indexEvidence } from './rows.ts';
import { scatteredNetworks } from './scattered-networks.ts';
import { defaultSettings } from './settings.ts';

const find = (votes: Parameters<typeof evidenceOf>[0]) =>
  scatteredNetworks(indexEvidence(evidenceOf(votes)), defaultSettings);

it('sees votes for one entry from networks that nobody else uses', () => {
  const proxies = attack(60, (number) => ({
    atMs: OPENS_AT_MS + number * HOUR_MS,
    network: number < 40 ? `far-${number}` : `provider-${number % 10}`,
  }));
  const [finding, ...others] = find([...crowd(), ...proxies]);
  expect(others).toEqual([]);
  expect(finding?.detail).toMatchObject({ votes: 40, networks: 40 });
});

it('sees nothing in the one small provider of a town that supports its entry', () => {
  const town = attack(60, (number) => ({
    atMs: OPENS_AT_MS + number * HOUR_MS,
    network: 'town-cable',
  }));
  expect(find([...crowd(), ...town])).toEqual([]);
});

it('sees nothing in a contest whose voters come from everywhere', () => {
  const world = crowd().map((vote, number) => ({ ...vote, network: `far-${number}` }));
  const fans = attack(60, (number) => ({
    atMs: OPENS_AT_MS + number * HOUR_MS,
    network: `elsewhere-${number}`,
  }));
  expect(find([...world, ...fans])).toEqual([]);
});
