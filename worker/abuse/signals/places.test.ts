import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  DAY_MS,
  HOUR_MS,
  OPENS_AT_MS,
  attack,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { atOnePlace, fromManyPlaces, placesOf } from './places.ts';
import { indexEvidence } from './rows.ts';

type Each = Parameters<typeof attack>[1];
const rowsOf = (count: number, each: Each) => indexEvidence(evidenceOf(attack(count, each))).rows;
const daily = (number: number) => OPENS_AT_MS + number * DAY_MS;

it('counts a block that has another name each day as one place', () => {
  const library = rowsOf(14, (number) => ({ atMs: daily(number), blockHash: `day-${number}` }));
  expect(placesOf(library)).toBe(1);
});

it('counts blocks of one day, and networks of all days', () => {
  const proxies = rowsOf(10, (number) => ({ atMs: OPENS_AT_MS, blockHash: `proxy-${number}` }));
  expect(placesOf(proxies)).toBe(10);
  const slow = rowsOf(10, (number) => ({ atMs: daily(number), network: `far-${number}` }));
  expect(placesOf(slow)).toBe(10);
});

it('counts an account where it voted first, so that whoever takes a tablet along does not travel', () => {
  const family = rowsOf(40, (number) => ({
    ...{
      atMs: daily(Math.floor(number / 8)) + (number % 8) * HOUR_MS,
      voterId: `child-${number % 4}`,
    },
    blockHash: `day-${Math.floor(number / 8)}-${number < 4 ? 0 : number % 3}`,
  }));
  expect(placesOf(family)).toBe(1);
});

it('knows nothing without traces', () => {
  const { votes } = evidenceOf(attack(5, () => ({ atMs: OPENS_AT_MS })));
  const { rows } = indexEvidence({ votes, traces: [], entries: [] });
  expect(placesOf(rows)).toBe(0);
  expect(atOnePlace(rows, 0.85)).toBe(true);
  expect(fromManyPlaces(rows, { spreadFrom: 0, largestUpTo: 1 })).toBe(false);
});

it('is never more than the accounts, nor less than one where a block is known', () => {
  const votes = fc.array(
    fc.record({ voter: fc.nat(9), block: fc.nat(5), day: fc.nat(3), network: fc.nat(3) }),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(votes, (list) => {
      const rows = rowsOf(list.length, (number) => {
        const { voter, block, day, network } = list[number]!;
        const place = { blockHash: `${day}:${block}`, network: `network-${network}` };
        return { voterId: `voter-${voter}`, atMs: daily(day) + number, ...place };
      });
      const places = placesOf(rows);
      expect(places).toBeGreaterThanOrEqual(1);
      expect(places).toBeLessThanOrEqual(new Set(list.map(({ voter }) => voter)).size);
    }),
  );
});

it('has a school of many days at few places, and people at home at many', () => {
  const bars = { spreadFrom: 0.6, largestUpTo: 0.2 };
  const school = rowsOf(200, (number) => ({
    atMs: daily(number % 10),
    blockHash: `day-${number % 10}`,
  }));
  expect(fromManyPlaces(school, bars)).toBe(false);
  const homes = rowsOf(200, (number) => ({
    atMs: OPENS_AT_MS,
    blockHash: number % 4 === 0 ? `carrier-${number % 20}` : `home-${number}`,
  }));
  expect(fromManyPlaces(homes, bars)).toBe(true);
  const half = rowsOf(200, (number) => ({
    atMs: OPENS_AT_MS,
    blockHash: number % 2 ? 'school' : `home-${number}`,
  }));
  expect(fromManyPlaces(half, bars)).toBe(false);
});
