import { describe, expect, it } from 'vitest';
import {
  HOUR_MS,
  OPENS_AT_MS,
  attack,
  ballots,
  crowd,
  evidenceOf,
  smallCrowd,
} from '../../../test/support/abuse-evidence.ts';
import { judge } from './clusters.ts';
import { indexEvidence } from './rows.ts';
import { selfVotes } from './self-votes.ts';
import { defaultSettings } from './settings.ts';

const { quarantineFrom, suspectFrom } = defaultSettings;
const author = [{ entryId: 'entry-19', authorId: 'author', deviceHash: 'own' }];
const find = (votes: Parameters<typeof evidenceOf>[0], authors = author) =>
  selfVotes(indexEvidence(evidenceOf(votes, authors)), defaultSettings);
const onOwnDevice = (accounts: number) =>
  attack(accounts, (number) => ({
    atMs: OPENS_AT_MS + number * HOUR_MS,
    deviceHash: 'own',
  }));

it.each([10, 12, 40])('is sure of %i accounts on the device that handed the entry in', (count) => {
  const [finding] = find([...crowd(), ...onOwnDevice(count)]);
  expect(finding?.score).toBeGreaterThanOrEqual(quarantineFrom);
  expect(finding?.rows).toHaveLength(count);
});

it.each([6, 7, 8, 9])('shows %i accounts on that device', (count) => {
  const [finding] = find([...crowd(), ...onOwnDevice(count)]);
  expect(finding?.score).toBeGreaterThanOrEqual(suspectFrom);
  expect(finding?.score).toBeLessThan(quarantineFrom);
  const { suspect } = judge(evidenceOf([...crowd(), ...onOwnDevice(count)], author));
  expect(suspect.map(({ votes }) => votes.length)).toEqual([count]);
});

it.each([2, 3, 4, 5])(
  'gives a family of %i on the author’s tablet too little to act on',
  (count) => {
    const [finding] = find([...crowd(), ...onOwnDevice(count)]);
    expect(finding?.score ?? 0).toBeLessThanOrEqual(0.6);
  },
);

describe('accounts that vote for others as well', () => {
  const entry = [{ entryId: 'entry-12', authorId: 'author', deviceHash: 'own' }];
  const covered = (accounts: number, covers: number) =>
    ballots(
      accounts,
      (number) => [
        'entry-12',
        ...Array.from({ length: covers }, (_, at) => `entry-${(number * 5 + at * 3) % 12}`),
      ],
      (number) => ({ atMs: OPENS_AT_MS + number * 3 * HOUR_MS, deviceHash: 'own' }),
    );

  it.each([3, 4, 5])('hide nothing with %i of them', (covers) => {
    const fans = smallCrowd({ fans: 95 });
    const [shown] = find([...fans, ...covered(7, covers)], entry);
    expect(shown?.score).toBeGreaterThanOrEqual(suspectFrom);
    const [finding] = find([...fans, ...covered(12, covers)], entry);
    expect(finding?.score).toBeGreaterThanOrEqual(quarantineFrom);
    expect(finding?.rows).toHaveLength(12);
  });
});

it('takes the computer of a lab, where most votes for the entry come from the others, for one of them', () => {
  const lab = attack(80, (number) => ({
    ...{
      atMs: OPENS_AT_MS + 60 * HOUR_MS + Math.floor(3 * HOUR_MS * ((number * 0.618) % 1) ** 1.3),
    },
    ...{ deviceHash: number % 6 === 0 ? 'own' : `lab-${number % 6}`, blockHash: 'school' },
    ...{ agentHash: 'lab', network: 'school' },
  }));
  const [finding] = find([...crowd(), ...lab]);
  expect(finding?.rows.length).toBeGreaterThan(10);
  expect(finding?.score).toBeLessThanOrEqual(defaultSettings.selfVotes.labScore);
  expect(judge(evidenceOf([...crowd(), ...lab], author)).quarantine).toEqual([]);
});

it('sees nothing when only the author votes there, or when the device voted for others as well', () => {
  expect(find([...crowd(), ...onOwnDevice(1)])).toEqual([]);
  const everything = crowd(500, '04').map((vote) => ({
    ...vote,
    ...{ voterId: `shared-${vote.voterId}`, deviceHash: 'own' },
  }));
  expect(find([...crowd(), ...everything])).toEqual([]);
});

it('needs no trace of the submission to stay calm', () => {
  const { votes, entries } = evidenceOf(onOwnDevice(12), author);
  const index = indexEvidence({ votes, traces: [], entries });
  expect(selfVotes(index, defaultSettings)).toEqual([]);
});
