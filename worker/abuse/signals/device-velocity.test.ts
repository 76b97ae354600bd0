import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DAY_MS,
  HOUR_MS,
  OPENS_AT_MS,
  type TestVote,
  attack,
  ballots,
  crowd,
  evidenceOf,
  smallCrowd,
} from '../../../test/support/abuse-evidence.ts';
import { findClusters, judge } from './clusters.ts';
import { deviceVelocity } from './device-velocity.ts';
import { indexEvidence } from './rows.ts';
import { defaultSettings } from './settings.ts';

const find = (votes: Parameters<typeof evidenceOf>[0]) =>
  deviceVelocity(indexEvidence(evidenceOf(votes)), defaultSettings);
const { quarantineFrom, suspectFrom } = defaultSettings;
const atMs = OPENS_AT_MS + 60 * HOUR_MS;

it('is sure of one device with many accounts on many addresses for one entry', () => {
  const [finding, ...others] = find([
    ...crowd(),
    ...attack(30, (number) => ({ atMs, deviceHash: 'one', blockHash: `proxy-${number}` })),
  ]);
  expect(others).toEqual([]);
  expect(finding?.score).toBeGreaterThanOrEqual(quarantineFrom);
  expect(finding?.rows).toHaveLength(30);
});

describe('a device whose accounts vote for others as well', () => {
  /** Sixteen entries and 190 honest votes or so. */
  const fans = smallCrowd({ fans: 95 });
  const covered = (accounts: number, covers: readonly number[]) =>
    ballots(
      accounts,
      (number) => [
        ...new Set([
          'entry-12',
          ...covers.map((step) => `entry-${(number * 7 + step * (number + 3)) % 16}`),
        ]),
      ],
      (number) => ({
        ...{
          atMs: atMs + number * number * 60_000,
          deviceHash: 'one',
          blockHash: `proxy-${number}`,
        },
        verifiedAtMs: atMs - 30 * DAY_MS + number * HOUR_MS,
      }),
    );

  it('is found with all its votes, however many others each account votes for', () => {
    const steps = fc.uniqueArray(fc.integer({ min: 1, max: 15 }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.integer({ min: 24, max: 60 }), steps, (accounts, covers) => {
        const votes = covered(accounts, covers);
        const [finding] = find([...fans, ...votes]);
        expect(finding?.score).toBeGreaterThanOrEqual(quarantineFrom);
        expect(finding?.rows).toHaveLength(votes.length);
      }),
      { numRuns: 20 },
    );
  });

  it('is found where every ballot is one choice of a pair', () => {
    const pairs = ballots(
      30,
      (number) => [`entry-${(number * 5) % 16}`],
      (number) => ({ atMs: atMs + number * HOUR_MS, deviceHash: 'one', blockHash: `p-${number}` }),
    );
    const clusters = findClusters(evidenceOf([...fans, ...pairs]));
    expect(clusters.map(({ votes }) => votes.length)).toEqual([30]);
  });

  it('is at one address no more than weak, for the entry that all of them vote for', () => {
    const standing = covered(40, [1, 2]).map((vote) => ({ ...vote, blockHash: 'home' }));
    const findings = find([...fans, ...standing]);
    expect(findings.map(({ score }) => score)).toEqual([
      defaultSettings.deviceVelocity.standingScore,
    ]);
    expect(findings[0]?.rows.length).toBeGreaterThanOrEqual(40);
  });
});

describe('a machine that many people use', () => {
  const visitors = (count: number, each: (number: number) => Partial<TestVote>) =>
    crowd(count, '02')
      .filter((_, number) => number % 2 === 0)
      .map((vote, number) => ({
        ...{ ...vote, voterId: `visitor-${vote.voterId}`, deviceHash: 'shared' },
        verifiedAtMs: vote.atMs - 60_000,
        ...each(number),
      }));
  const dayOf = (ms: number) => Math.floor(ms / DAY_MS);

  it('is at a library at most weak: one address, with another name each day', () => {
    const library = visitors(400, () => ({ network: 'town' })).map((vote) => ({
      ...{ ...vote, blockHash: `library-${dayOf(vote.atMs)}` },
    }));
    for (const { score } of find([...crowd(), ...library])) expect(score).toBeLessThan(suspectFrom);
    // Twenty over a week: as many blocks as days.
    const local = library.slice(0, 20).map((vote) => ({ ...vote, targetId: 'entry-19' }));
    for (const { score } of find([...crowd(), ...local])) expect(score).toBeLessThan(suspectFrom);
    expect(judge(evidenceOf([...crowd(), ...local])).quarantine).toEqual([]);
  });

  it('is at a fair nothing: a carrier gives it another address now and then', () => {
    const tablet = visitors(120, (number) => ({
      ...{ atMs: atMs + number * 300_000, network: 'carrier' },
      blockHash: `carrier-${Math.floor(number / 7) % 10}`,
    }));
    const others = crowd().map((vote, number) => ({
      ...vote,
      blockHash: number % 3 === 0 ? `carrier-${number % 10}` : vote.blockHash!,
    }));
    expect(find([...others, ...tablet])).toEqual([]);
  });
});

it('is not sure of a device that stays at one address: it may be a kiosk', () => {
  const kiosk = attack(30, () => ({ atMs, deviceHash: 'one', blockHash: 'hall' }));
  const [finding] = find([...crowd(), ...kiosk]);
  expect(finding?.score).toBeLessThan(suspectFrom);
});

it('is not sure of a device whose address nobody knows', () => {
  const { votes, traces, entries } = evidenceOf([
    ...crowd(),
    ...attack(30, () => ({ atMs, deviceHash: 'one' })),
  ]);
  const nowhere = traces.map((trace) => ({ ...trace, blockHash: null, network: null }));
  const index = indexEvidence({ votes, traces: nowhere, entries });
  for (const { score } of deviceVelocity(index, defaultSettings)) {
    expect(score).toBeLessThan(suspectFrom);
  }
});

it('sees nothing in a family of seven on one tablet', () => {
  const family = attack(7, (number) => ({ atMs, deviceHash: 'one', blockHash: `day-${number}` }));
  expect(find([...crowd(), ...family])).toEqual([]);
});

it('sees nothing in ten who share a device at an address where many others vote for the same', () => {
  const hall = attack(60, (number) => ({
    ...{ atMs, blockHash: 'hall' },
    deviceHash: number < 10 ? 'one' : `own-${number}`,
  }));
  expect(find([...crowd(), ...hall])).toEqual([]);
});
