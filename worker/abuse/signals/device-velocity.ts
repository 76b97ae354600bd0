import type { Finding } from './finding.ts';
import { type EvidenceIndex, type Row, distinct, groupBy } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { poissonSurprise, ramp, rounded } from './statistics.ts';

/**
 * One device, many accounts, one entry.
 *
 * Formula: k accounts with the same device vote for an entry that has n votes; the surprise is the Poisson tail at
 * n × the device's share among the votes for other entries. So a phone model that many people have is expected
 * with every entry, and one that comes with this entry alone is not. A device that does so from many address blocks is
 * strong: no machine travels like that, but rotating proxies look so (Chiapponi et al. 2022).
 *
 * Honest behaviour that looks the same: a family with one tablet (too few accounts); a school where many have the same
 * phone (expected from that model's share, and a minority on that address: not found); an office with laptops set up alike
 * (found, but on one address, so weak). O(n).
 */
export function deviceVelocity(
  index: EvidenceIndex,
  { deviceVelocity: settings }: SignalSettings,
): Finding[] {
  const withDevice = index.rows.filter(({ trace }) => trace?.deviceHash != null);
  const targetSizes = new Map<string, number>();
  const perBlock = new Map<string, number>();
  for (const row of withDevice) {
    targetSizes.set(row.targetId, (targetSizes.get(row.targetId) ?? 0) + 1);
    perBlock.set(blockAndTarget(row), (perBlock.get(blockAndTarget(row)) ?? 0) + 1);
  }
  const findings: Finding[] = [];
  for (const ofDevice of groupBy(withDevice, ({ trace }) => trace!.deviceHash).values()) {
    for (const [targetId, rows] of groupBy(ofDevice, (row: Row) => row.targetId)) {
      const accounts = distinct(rows, ({ voterId }) => voterId);
      if (accounts < settings.accountsFrom) continue;
      const ofTarget = targetSizes.get(targetId) ?? 0;
      const shareElsewhere =
        (ofDevice.length - rows.length + 1) / (withDevice.length - ofTarget + 1);
      const expected = ofTarget * Math.min(1, shareElsewhere);
      const surprise = poissonSurprise(accounts, expected);
      if (surprise < settings.surpriseFrom) continue;
      const blocks = distinct(rows, ({ trace }) => trace?.blockHash);
      const travels =
        blocks >= settings.travelsFromBlocks && blocks >= settings.travelsFromShare * accounts;
      const ofItsBlocks = shareOfBlocks(rows, perBlock);
      if (!travels && ofItsBlocks < settings.standingShare) continue;
      const [low, high] = settings.travellingScores;
      const sure = ramp(accounts, ...settings.travellingAccounts);
      findings.push({
        signal: 'device-velocity',
        score: travels ? rounded(low + (high - low) * sure) : settings.standingScore,
        detail: {
          accounts,
          blocks,
          expectedAccounts: rounded(expected),
          shareOfItsBlocks: rounded(ofItsBlocks),
          surprise: rounded(surprise),
        },
        rows,
      });
    }
  }
  return findings;
}

const blockAndTarget = ({ trace, targetId }: Row) => JSON.stringify([trace?.blockHash, targetId]);

/** What part of the votes for the entry from the device's blocks are the device's. */
function shareOfBlocks(rows: readonly Row[], perBlock: ReadonlyMap<string, number>): number {
  let all = 0;
  for (const block of new Set(rows.map(blockAndTarget))) all += perBlock.get(block) ?? 0;
  return rows.length / all;
}
