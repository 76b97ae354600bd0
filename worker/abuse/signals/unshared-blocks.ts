import type { Finding } from './finding.ts';
import { type EvidenceIndex, type Row, distinct, groupBy } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { binomialSurprise, rounded } from './statistics.ts';
import { accountClass, sharedBlocks } from './traits.ts';
import { scoreOf } from './velocity.ts';
import { surprisingStretches } from './windows.ts';

/**
 * An address block of its own for nearly every vote. People share blocks all day: families, neighbours, offices, and above all
 * phones behind carrier-grade NAT, hundreds to thousands on one address (Cloudflare 2025). Sellers advertise an
 * address of its own for every vote, and pools of residential proxies give it (Mi et al. 2019), so their votes share too little.
 *
 * Formula: of the n votes for the entry within a window by guests, new or aged accounts (each class apart), k come
 * from a block that brought no other account's vote on that day; binomial tail at p, the share of such votes in
 * the same class for other entries. Only where sharing is at most half as frequent as elsewhere, so that most of the k are in excess. The finding
 * holds the k.
 *
 * Honest behaviour that looks the same: friends abroad, an entry whose supporters all sit at home, each with another
 * provider. Weak, and of one kind with scattered-networks, which it outdoes where the pool lies in the
 * country. A pool of phones shares blocks as people do and is not seen. O(n).
 */
export function unsharedBlocks(
  index: EvidenceIndex,
  { unsharedBlocks: settings }: SignalSettings,
): Finding[] {
  const shared = sharedBlocks(index);
  const alone = ({ trace }: Row) => !shared.has(trace!.blockHash!);
  const findings: Finding[] = [];
  const located = index.rows.filter(({ trace }) => trace?.blockHash != null);
  for (const [account, ofClass] of groupBy(located, accountClass)) {
    const aloneInClass = ofClass.filter(alone).length;
    for (const group of groupBy(ofClass, ({ targetId }) => targetId).values()) {
      const part = group.filter(alone);
      const share = (aloneInClass - part.length + 1) / (ofClass.length - group.length + 2);
      const stretches = surprisingStretches(part, group, settings, (k, n) =>
        (n - k) / n <= settings.sharingUpTo * (1 - share) ? binomialSurprise(k, n, share) : 0,
      );
      for (const { rows, surprise, votes, ofVotes } of stretches) {
        const detail = {
          account,
          votes: rows.length,
          networks: distinct(rows, ({ trace }) => trace?.network),
          votesInPeak: votes,
          ofVotesInPeak: ofVotes,
          shareElsewhere: rounded(share),
          surprise: rounded(surprise),
        };
        const score = scoreOf(surprise, settings);
        findings.push({ signal: 'unshared-blocks', score, detail, rows });
      }
    }
  }
  return findings;
}
