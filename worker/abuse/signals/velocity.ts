import type { Finding, SignalName } from './finding.ts';
import { type EvidenceIndex, type Row, distinct, groupBy } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { binomialSurprise, ramp, rounded } from './statistics.ts';
import type { Trace } from './evidence.ts';
import { surprisingStretches } from './windows.ts';

/**
 * Velocity: within minutes or hours, one address block, network or referrer votes for one entry far beyond the entry's
 * popularity with everybody else.
 *
 * Formula: of the n votes of the source within a window, k go to the entry; the surprise of k of n is taken from the
 * binomial tail at p, the entry's share of all votes from elsewhere. Windows of 10 minutes, 1 and 6 hours.
 *
 * Honest behaviour that looks the same: a school or an office (one address, one hour, one entry), readers of a newspaper
 * (one referrer), a village with one provider. All of them do, so the signal is weak: with every other signal of the
 * kind "gathering" it counts once, and it quarantines nothing without two signals of other kinds. Carrier-grade NAT
 * shows nothing: many people behind one block vote as everybody does.
 *
 * A block's hash changes at midnight UTC, so a window never spans two days of a block; its halves are judged alone.
 * O(n) after sorting.
 */
export function velocity(index: EvidenceIndex, settings: SignalSettings): Finding[] {
  return [
    ...velocityBy('block-velocity', ({ blockHash }) => blockHash, index, settings),
    ...velocityBy('network-velocity', ({ network }) => network, index, settings),
    ...velocityBy('referrer-velocity', ({ referrerHash }) => referrerHash, index, settings),
  ];
}

function velocityBy(
  signal: SignalName,
  sourceOf: (trace: Trace) => string | null,
  index: EvidenceIndex,
  { velocity: settings }: SignalSettings,
): Finding[] {
  const findings: Finding[] = [];
  const sources = groupBy(index.rows, ({ trace }) => trace && sourceOf(trace));
  for (const group of sources.values()) {
    if (group.length < settings.votesFrom) continue;
    for (const [targetId, part] of groupBy(group, (row: Row) => row.targetId)) {
      const popularity = index.popularityElsewhere(targetId, group.length, part.length);
      const stretches = surprisingStretches(part, group, settings, (k, n) =>
        binomialSurprise(k, n, popularity),
      );
      for (const { rows, surprise, votes, ofVotes } of stretches) {
        const detail = {
          votes: rows.length,
          accounts: distinct(rows, ({ voterId }) => voterId),
          votesInPeak: votes,
          ofVotesInPeak: ofVotes,
          shareElsewhere: rounded(popularity),
          surprise: rounded(surprise),
        };
        findings.push({ signal, score: scoreOf(surprise, settings), detail, rows });
      }
    }
  }
  return findings;
}

/** From the lower score at the threshold to the upper at twice as many digits. */
export function scoreOf(
  surprise: number,
  { surpriseFrom, scores }: { surpriseFrom: number; scores: readonly [number, number] },
): number {
  const [low, high] = scores;
  return rounded(low + (high - low) * ramp(surprise, surpriseFrom, 2 * surpriseFrom));
}
