import type { Finding } from './finding.ts';
import { type EvidenceIndex, type Row, groupBy } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { poissonSurprise, rounded } from './statistics.ts';
import { scoreOf } from './velocity.ts';

/**
 * Aged accounts from the same batch: voters of one entry whose accounts were confirmed together, long before they voted.
 * Sellers of votes register accounts in sessions and let them age.
 *
 * Formula: of the n votes for an entry by accounts older than a day, k were confirmed within one window of two hours; Poisson
 * tail at n × the share of that window among the aged accounts that vote for other entries.
 *
 * Honest behaviour that looks the same: a class that signed up together for an earlier project, the guests of an event
 * where people were asked to sign up. Weak. A seller who registers one account at a time over months is not seen.
 * O(n log n).
 */
export function accountBatch(
  index: EvidenceIndex,
  { accountBatch: settings }: SignalSettings,
): Finding[] {
  const aged = index.rows
    .filter(({ trace, atMs }) => {
      return trace?.verifiedAtMs != null && atMs - trace.verifiedAtMs > settings.olderThanMs;
    })
    .sort((a, b) => confirmedAtMs(a) - confirmedAtMs(b) || a.index - b.index);
  const confirmed = Float64Array.from(aged, confirmedAtMs);
  const findings: Finding[] = [];
  for (const ofTarget of groupBy(aged, ({ targetId }) => targetId).values()) {
    const inBatch = new Set<Row>();
    let highest = 0;
    let batches = 0;
    let first = 0;
    let batchEnd = -1;
    for (const [last, row] of ofTarget.entries()) {
      while (confirmedAtMs(row) - confirmedAtMs(ofTarget[first]!) > settings.windowMs) first++;
      const inWindow = last - first + 1;
      if (inWindow < settings.votesFrom) continue;
      const inWindowOfAll =
        countBelow(confirmed, confirmedAtMs(row) + 1) -
        countBelow(confirmed, confirmedAtMs(ofTarget[first]!));
      const elsewhere = inWindowOfAll - inWindow;
      const share = (elsewhere + 1) / (aged.length - ofTarget.length + 1);
      const surprise = poissonSurprise(inWindow, ofTarget.length * Math.min(1, share));
      if (surprise < settings.surpriseFrom) continue;
      if (first > batchEnd) batches++;
      for (let at = Math.max(first, batchEnd + 1); at <= last; at++) inBatch.add(ofTarget[at]!);
      batchEnd = last;
      highest = Math.max(highest, surprise);
    }
    if (inBatch.size === 0) continue;
    findings.push({
      signal: 'account-batch',
      score: scoreOf(highest, settings),
      detail: {
        votes: inBatch.size,
        batches,
        agedVotesOfEntry: ofTarget.length,
        surprise: rounded(highest),
      },
      rows: [...inBatch],
    });
  }
  return findings;
}

const confirmedAtMs = ({ trace }: Row) => trace?.verifiedAtMs ?? 0;

/** How many of the ascending whole numbers are below `limit`. */
function countBelow(ascending: Float64Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
