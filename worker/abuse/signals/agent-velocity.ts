import type { Finding } from './finding.ts';
import { type EvidenceIndex, type Row, countBy, distinct, groupBy } from './rows.ts';
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
 * are drawn in. What is found is taken away and the rest looked at again, as a machine with several profiles hides each
 * behind the others: once the rare ones are gone, the common ones stand out.
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
    const sizes = countBy(ofReferrer, agentOf);
    for (const ofTarget of groupBy(ofReferrer, ({ targetId }) => targetId).values()) {
      const ofOthers = ofReferrer.length - ofTarget.length;
      const sizesHere = countBy(ofTarget, agentOf);
      let group = ofTarget;
      for (let round = 0; round < ROUNDS && group.length >= settings.votesFrom; round++) {
        const taken = new Set<Row>();
        for (const [agent, part] of groupBy(group, agentOf)) {
          const elsewhere = sizes.get(agent)! - (sizesHere.get(agent) ?? 0);
          const share = (elsewhere + 1) / (ofOthers + 2);
          const stretches = surprisingStretches(part, group, settings, (k, n) =>
            n * share <= settings.expectedUpTo * k ? binomialSurprise(k, n, share) : 0,
          );
          for (const { rows, surprise, votes, ofVotes } of stretches) {
            for (const row of rows) taken.add(row);
            findings.push({
              signal: 'agent-velocity',
              score: scoreOf(surprise, settings),
              detail: {
                accounts: distinct(rows, ({ voterId }) => voterId),
                blocks: distinct(rows, ({ trace }) => trace?.blockHash),
                votesInPeak: votes,
                ofVotesInPeak: ofVotes,
                shareElsewhere: rounded(share),
                surprise: rounded(surprise),
              },
              rows,
            });
          }
        }
        if (taken.size === 0) break;
        group = group.filter((row) => !taken.has(row));
      }
    }
  }
  return findings;
}

/** A machine shows a handful of kinds at most. */
const ROUNDS = 4;

const agentOf = ({ trace }: Row) => trace!.agentHash!;
