import { expect, it } from 'vitest';
import {
  DAY_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { type Row, indexEvidence } from './rows.ts';
import { defaultSettings } from './settings.ts';
import { accountClass, blockCompany, strayFilter } from './traits.ts';

const machine = attack(60, (number) => ({
  ...{ atMs: OPENS_AT_MS + DAY_MS + number * MINUTE_MS, referrerHash: null },
  verifiedAtMs: OPENS_AT_MS + DAY_MS + (number - 5) * MINUTE_MS,
}));
const pupils = attack(6, (number) => ({
  ...machine[number * 9]!,
  ...{ voterId: `pupil-${number}`, blockHash: 'school' },
}));
/** Every second fan is behind one of ten blocks of a carrier. */
const fans = crowd().map((vote, number) =>
  Math.floor(number / 2) % 2 === 0 ? vote : { ...vote, blockHash: `carrier-${number % 20}` },
);
const index = indexEvidence(evidenceOf([...fans, ...machine, ...pupils]));
const isOf =
  (name: string) =>
  ({ voterId }: Row) =>
    voterId.startsWith(name);

it('leaves out who lacks what nearly all others have in common', () => {
  const rows = index.rows.filter((row) => isOf('attacker')(row) || isOf('pupil')(row));
  const left = strayFilter(index, defaultSettings.strays)(rows);
  expect(left.filter(isOf('attacker'))).toHaveLength(60);
  expect(left.filter(isOf('pupil'))).toEqual([]);
});

it('leaves an ordinary group as it is', () => {
  const rows = index.rows.filter(({ targetId }) => targetId === 'entry-0');
  expect(strayFilter(index, defaultSettings.strays)(rows)).toEqual(rows);
});

it('knows how old an account was and how many use its block', () => {
  const row = index.rows.find(isOf('pupil'))!;
  expect([accountClass(row), blockCompany(index)(row)]).toEqual(['new', 'crowd']);
  const fan = index.rows.find(({ trace }) => trace?.blockHash?.startsWith('home'))!;
  expect(blockCompany(index)(fan)).toBe('alone');
  expect(accountClass({ ...fan, trace: null })).toBeNull();
});
