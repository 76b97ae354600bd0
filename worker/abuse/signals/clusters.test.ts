import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  HOUR_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { findClusters, judge } from './clusters.ts';
import type { Evidence } from './evidence.ts';
import { defaultSettings } from './settings.ts';

const noonMs = OPENS_AT_MS + 60 * HOUR_MS;
/** Two operators: a machine behind proxies, and a headless browser in one data centre. */
const proxies = attack(60, (number) => ({
  ...{ voterId: `proxy-${number}`, targetId: 'entry-18', atMs: noonMs + number * number * 9000 },
  ...{ deviceHash: 'machine', blockHash: `proxy-${number}`, network: `far-${number}` },
}));
const headless = attack(200, (number) => ({
  ...{ voterId: `headless-${number}`, targetId: 'entry-19', atMs: noonMs + number * 1000 },
  ...{ blockHash: 'host', network: 'host', agentHash: 'script', verifiedAtMs: null },
}));
const evidence = evidenceOf([...crowd(), ...proxies, ...headless]);
const targetsOf = (found: Evidence) => findClusters(found).map(({ targets }) => targets);

describe('what is quarantined', () => {
  it('is each operator as one cluster with several reasons, and nobody else', () => {
    const clusters = findClusters(evidence);
    expect(clusters.map(({ targets }) => targets)).toEqual([
      [{ id: 'entry-19', votes: 200 }],
      [{ id: 'entry-18', votes: 60 }],
    ]);
    const [burst, machine] = clusters;
    expect(burst?.signals.length).toBeGreaterThan(2);
    expect(burst).toMatchObject({ blocks: 1, networks: 1, accounts: 200, devices: 200 });
    expect(machine).toMatchObject({ blocks: 60, networks: 60, accounts: 60, devices: 1 });
    expect(machine?.signals[0]?.signal).toBe('device-velocity');
  });

  it('is not a school: one address, one hour, one entry, all new, told by no other kind of signal', () => {
    const school = attack(180, (number) => {
      const atMs = noonMs + Math.floor(HOUR_MS * ((number * 0.618) % 1) ** 1.3);
      return { atMs, blockHash: 'school', verifiedAtMs: atMs - 3 * MINUTE_MS };
    });
    const { quarantine, suspect } = judge(evidenceOf([...crowd(), ...school]));
    expect({ quarantine, suspect }).toEqual({ quarantine: [], suspect: [] });
  });

  it('is nothing where there is nothing', () => {
    expect(findClusters({ votes: [], traces: [], entries: [] })).toEqual([]);
    expect(findClusters(evidenceOf(crowd()))).toEqual([]);
  });

  it('is found without any trace when the timing alone gives it away', () => {
    const drip = attack(200, (number) => ({ atMs: OPENS_AT_MS + number * 12 * MINUTE_MS }));
    const { votes } = evidenceOf([...crowd(), ...drip]);
    const [cluster] = findClusters({ votes, traces: [], entries: [] });
    expect(cluster).toMatchObject({ blocks: 0, networks: 0, devices: 0 });
    expect(cluster?.signals.map(({ signal }) => signal)).toEqual(['timing-rhythm']);
  });

  it('is not what weighs little, even when a signal wants it looked at', () => {
    const ring = ['entry-13', 'entry-16', 'entry-18'].flatMap((targetId, at) =>
      attack(25, (number) => ({
        ...{ voterId: `ring-${number}`, targetId },
        atMs: OPENS_AT_MS + (number * number + at * 37) * HOUR_MS,
      })),
    );
    const { quarantine, suspect } = judge(evidenceOf([...crowd(), ...ring]));
    expect(quarantine).toEqual([]);
    const [cluster] = suspect;
    expect(cluster?.signals.map(({ signal }) => signal)).toEqual(['co-voting']);
    expect(cluster?.score).toBeLessThan(defaultSettings.suspectFrom);
    expect(cluster?.votes.length).toBeGreaterThanOrEqual(75);
  });

  it('follows the settings', () => {
    const settings = { ...defaultSettings, quarantineFrom: 1.01 };
    const { quarantine, suspect } = judge(evidence, settings);
    expect(quarantine).toEqual([]);
    expect(suspect.map(({ targets }) => targets)).toEqual(targetsOf(evidence));
  });
});

describe('a cluster', () => {
  const clusters = findClusters(evidence);

  it('is the same whatever the order of the evidence', () => {
    const order = fc.array(fc.nat(), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(order, (keys) => {
        const shuffled = <T>(items: readonly T[]) =>
          items
            .map((item, at) => ({
              item,
              key: ((at + 1) * 7919 * (keys[at % keys.length]! + 1)) % 10_007,
            }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const { votes, traces, entries } = evidence;
        expect(findClusters({ votes: shuffled(votes), traces: shuffled(traces), entries })).toEqual(
          clusters,
        );
      }),
      { numRuns: 10 },
    );
  });

  it('keeps its id and its votes when honest people vote elsewhere', () => {
    const later = fc.record({
      fans: fc.integer({ min: 1, max: 300 }),
      day: fc.integer({ min: 10, max: 20 }),
      seed: fc.constantFrom('0a', '0b', '0c'),
    });
    fc.assert(
      fc.property(later, ({ fans, day, seed }) => {
        const elsewhere = crowd(fans, seed)
          .filter(({ targetId }) => !['entry-18', 'entry-19'].includes(targetId))
          .map((vote) => ({
            ...{ ...vote, voterId: `late-${vote.voterId}`, atMs: vote.atMs + day * 24 * HOUR_MS },
            verifiedAtMs: vote.verifiedAtMs && vote.verifiedAtMs + day * 24 * HOUR_MS,
            blockHash: `late-${vote.blockHash}`,
          }));
        const found = findClusters(evidenceOf([...crowd(), ...proxies, ...headless, ...elsewhere]));
        const essence = (list: typeof found) => list.map(({ id, votes }) => ({ id, votes }));
        expect(essence(found)).toEqual(essence(clusters));
      }),
      { numRuns: 10 },
    );
  });

  it('has another id when its votes are others, and no vote is in two', () => {
    const fewer = evidenceOf([...crowd(), ...proxies, ...headless.slice(0, -1)]);
    expect(findClusters(fewer)[0]?.id).not.toBe(clusters[0]?.id);
    const { quarantine, suspect } = judge(evidence);
    const seqs = [...quarantine, ...suspect].flatMap(({ votes }) => votes.map(({ seq }) => seq));
    expect(new Set(seqs).size).toBe(seqs.length);
  });
});
