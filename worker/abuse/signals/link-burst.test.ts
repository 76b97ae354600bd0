import { expect, it } from 'vitest';
import {
  HOUR_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { linkBurst } from './link-burst.ts';
import { indexEvidence } from './rows.ts';
import { defaultSettings } from './settings.ts';

const find = (votes: Parameters<typeof evidenceOf>[0]) =>
  linkBurst(indexEvidence(evidenceOf(votes)), defaultSettings);

it('sees where a sudden wave came from, and cannot tell whether it was honest', () => {
  const wave = attack(60, (number) => ({
    atMs: OPENS_AT_MS + 60 * HOUR_MS + number * (MINUTE_MS / 3),
    referrerHash: 'article',
  }));
  const [finding, ...others] = find([...crowd(), ...wave]);
  expect(others).toEqual([]);
  expect(finding?.detail).toMatchObject({ votes: 60, accounts: 60 });
  expect(finding?.score).toBeLessThanOrEqual(0.6);
});

it('sees nothing in a link that brings votes all week, nor in a wave without a link', () => {
  const steady = attack(200, (number) => ({
    atMs: OPENS_AT_MS + number * 45 * MINUTE_MS,
    referrerHash: 'article',
  }));
  const unknown = attack(60, (number) => ({ atMs: OPENS_AT_MS + 60 * HOUR_MS + number * 1000 }));
  expect(find([...crowd(), ...steady])).toEqual([]);
  expect(find([...crowd(), ...unknown])).toEqual([]);
});
