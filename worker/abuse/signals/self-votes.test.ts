import { expect, it } from 'vitest';
import {
  HOUR_MS,
  OPENS_AT_MS,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { indexEvidence } from './rows.ts';
import { selfVotes } from './self-votes.ts';
import { defaultSettings } from './settings.ts';

const author = [{ entryId: 'entry-19', authorId: 'author', deviceHash: 'own' }];
const find = (votes: Parameters<typeof evidenceOf>[0], authors = author) =>
  selfVotes(indexEvidence(evidenceOf(votes, authors)), defaultSettings);
const onOwnDevice = (accounts: number) =>
  attack(accounts, (number) => ({
    atMs: OPENS_AT_MS + number * HOUR_MS,
    deviceHash: 'own',
  }));

it('is sure of twelve accounts on the device that handed the entry in', () => {
  const [finding] = find([...crowd(), ...onOwnDevice(12)]);
  expect(finding?.score).toBeGreaterThanOrEqual(defaultSettings.quarantineFrom);
  expect(finding?.rows).toHaveLength(12);
});

it('gives a family on the tablet of the author too little to act on', () => {
  for (const { score } of find([...crowd(), ...onOwnDevice(5)])) {
    expect(score).toBeLessThan(defaultSettings.suspectFrom);
  }
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
