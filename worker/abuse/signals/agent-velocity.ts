import type { Finding } from './finding.ts';
import { type EvidenceIndex, type Row, distinct, groupBy } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { binomialSurprise, rounded } from './statistics.ts';
import { scoreOf } from './velocity.ts';
import { surprisingStretches } from './windows.ts';

/**
 * One kind of browser brings nearly all votes of an entry for minutes or hours, far beyond its share elsewhere. A program
 * that throws its cookies away for every vote still sends the same headers.
 *
 * Formula: of the n votes for the entry from one referrer (or none) within a window, k show this kind of browser; binomial
 * tail at p, the kind's share of the votes for other entries from the same referrer, as an app opens links in a browser of
 * its own; only where at most a third of the k is expected, so that few honest votes
 * are drawn in.
 *
 * Honest behaviour that looks the same: a link in an app, whose own browser shows the followers (many networks, one
 * kind), an office or a school with machines set up alike. Weak. O(n) after sorting.
 */
export function agentVelocity(
  index: EvidenceIndex,
  { agentVelocity: settings }: SignalSettings,
): Finding[] {
  const traced = index.rows.filter(({ trace }) => trace?.agentHash != null);
  const findings: Finding[] = [];
  for (const ofReferrer of groupBy(traced, (row) => row.trace?.referrerHash ?? '').values()) {
    const sizes = new Map<string, number>();
    for (const row of ofReferrer) sizes.set(agentOf(row), (sizes.get(agentOf(row)) ?? 0) + 1);
    for (const group of groupBy(ofReferrer, ({ targetId }) => targetId).values()) {
      if (group.length < settings.votesFrom) continue;
      for (const [agent, part] of groupBy(group, agentOf)) {
        const elsewhere = sizes.get(agent)! - part.length;
        const share = (elsewhere + 1) / (ofReferrer.length - group.length + 2);
        const stretches = surprisingStretches(part, group, settings, (k, n) =>
          n * share <= settings.expectedUpTo * k ? binomialSurprise(k, n, share) : 0,
        );
        for (const { rows, surprise, votes, ofVotes } of stretches) {
          const detail = {
            accounts: distinct(rows, ({ voterId }) => voterId),
            blocks: distinct(rows, ({ trace }) => trace?.blockHash),
            votesInPeak: votes,
            ofVotesInPeak: ofVotes,
            shareElsewhere: rounded(share),
            surprise: rounded(surprise),
          };
          findings.push({
            signal: 'agent-velocity',
            score: scoreOf(surprise, settings),
            detail,
            rows,
          });
        }
      }
    }
  }
  return findings;
}

const agentOf = ({ trace }: Row) => trace!.agentHash!;
