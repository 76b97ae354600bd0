import { placesOf } from './places.ts';
import { type EvidenceIndex, type Row, countBy, distinct, groupBy } from './rows.ts';
import { oncePerContest } from './once-per-contest.ts';

/**
 * Who votes on which device. A device is one browser, by its cookie, so its accounts are counted and not its votes: whoever votes for an
 * entry with many accounts can have each of them vote for others as well.
 */
export interface DeviceUse {
  byDevice: ReadonlyMap<string, readonly Row[]>;
  /** How many accounts another device has, on average. Smoothed by one, so never 0. */
  usualAccounts(ofDevice: readonly Row[]): number;
  /**
   * How many voters of the entry would use the device if they did so as often as all others: the entry's voters with a known device
   * times the device's share of the voters who have not voted for it. Smoothed by one voter, so never 0.
   */
  expectedVoters(ofDevice: readonly Row[], targetId: string): number;
  /** Whether at least so many accounts use the device, four of them or more for every place. */
  standsAmong(ofDevice: readonly Row[], accountsFrom: number): boolean;
  /** What part of the votes from the same blocks these are. Votes without a block are taken for one block's. */
  shareOfItsBlocks(rows: readonly Row[], targetId: string | null): number;
  /** Votes for the entry from the same blocks on other devices. */
  othersAtItsBlocks(rows: readonly Row[], targetId: string): number;
}

/** O(n); each question costs the votes that it is about. */
export const deviceUse = oncePerContest((index: EvidenceIndex): DeviceUse => {
  const known = index.rows.filter(({ trace }) => trace?.deviceHash != null);
  const byDevice = groupBy(known, ({ trace }) => trace!.deviceHash);
  const votersKnown = distinct(known, voterOf);
  const votersOf = countBy(known, ({ targetId }) => targetId);
  const atBlock = countBy(
    known.flatMap(({ trace, targetId }) => [
      blockKey(trace!.blockHash, null),
      blockKey(trace!.blockHash, targetId),
    ]),
    (key) => key,
  );
  const allAt = (blocks: ReadonlySet<string | null>, targetId: string | null) =>
    [...blocks].reduce((sum, block) => sum + (atBlock.get(blockKey(block, targetId)) ?? 0), 0);
  const voters = new Map<string, ReadonlySet<string>>();
  let uses = 0;
  for (const rows of byDevice.values()) uses += distinct(rows, voterOf);
  return {
    byDevice,
    usualAccounts: (ofDevice) => (uses - distinct(ofDevice, voterOf) + 1) / byDevice.size,
    expectedVoters(ofDevice, targetId) {
      const forTarget = voters.get(targetId) ?? new Set(index.byTarget.get(targetId)?.map(voterOf));
      voters.set(targetId, forTarget);
      const others = ofDevice.filter(({ voterId }) => !forTarget.has(voterId));
      const ofTarget = votersOf.get(targetId) ?? 0;
      const share = (distinct(others, voterOf) + 1) / (votersKnown - ofTarget + 1);
      return ofTarget * Math.min(1, share);
    },
    standsAmong(ofDevice, accountsFrom) {
      const accounts = distinct(ofDevice, voterOf);
      return accounts >= accountsFrom && 4 * placesOf(ofDevice) <= accounts;
    },
    shareOfItsBlocks: (rows, targetId) => rows.length / allAt(new Set(rows.map(blockOf)), targetId),
    othersAtItsBlocks(rows, targetId) {
      const located = rows.filter((row) => blockOf(row) !== null);
      return allAt(new Set(located.map(blockOf)), targetId) - located.length;
    },
  };
});

const voterOf = ({ voterId }: Row) => voterId;
const blockOf = ({ trace }: Row) => trace!.blockHash;
const blockKey = (block: string | null, targetId: string | null) =>
  JSON.stringify([block, targetId]);
