import { describe, expect, it } from 'vitest';
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
import { accountClass, blockCompany, mostlyOfHalls, strayFilter, votesOfHalls } from './traits.ts';

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

describe('a hall', () => {
  const laptops = attack(30, (number) => ({
    ...machine[number]!,
    ...{ voterId: `hall-${number}`, blockHash: 'hall', verifiedAtMs: OPENS_AT_MS - 30 * DAY_MS },
  }));
  const withHall = indexEvidence(evidenceOf([...fans, ...machine, ...laptops]));

  it('is a block that gave one entry twenty votes and more, beyond what is usual', () => {
    const inHall = votesOfHalls(withHall);
    expect(
      withHall.rows
        .filter(inHall)
        .map(({ voterId }) => voterId)
        .sort(),
    ).toEqual(laptops.map(({ voterId }) => voterId).sort());
    const small = indexEvidence(evidenceOf([...fans, ...laptops.slice(0, 19)]));
    expect(small.rows.filter(votesOfHalls(small))).toEqual([]);
  });

  it('is no part of what others have in common, and stays where it is most of a finding', () => {
    const filter = strayFilter(withHall, defaultSettings.strays);
    const ofTarget = withHall.rows.filter((row) => isOf('attacker')(row) || isOf('hall')(row));
    expect(filter(ofTarget).some(isOf('hall'))).toBe(false);
    expect(mostlyOfHalls(withHall)(ofTarget)).toBe(false);
    const hall = withHall.rows.filter(isOf('hall'));
    expect(filter(hall)).toEqual(hall);
    expect(mostlyOfHalls(withHall)(hall)).toBe(true);
  });
});

it('takes a machine that many use at one place for a crowd on every day', () => {
  const library = attack(12, (number) => ({
    ...{ atMs: OPENS_AT_MS + number * DAY_MS, voterId: `library-${number}`, deviceHash: 'library' },
    ...{ blockHash: `library-${number}`, network: 'town' },
  }));
  const travelling = library.map((vote, number) => ({
    ...{ ...vote, voterId: `far-${number}`, deviceHash: 'far', network: `network-${number}` },
    blockHash: `far-${number}`,
  }));
  const { rows, ...rest } = indexEvidence(evidenceOf([...fans, ...library, ...travelling]));
  const companyOf = blockCompany({ rows, ...rest });
  expect(new Set(rows.filter(isOf('library')).map(companyOf))).toEqual(new Set(['crowd']));
  expect(new Set(rows.filter(isOf('far')).map(companyOf))).toEqual(new Set(['alone']));
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
