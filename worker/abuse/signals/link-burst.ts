import type { Finding } from './finding.ts';
import { type EvidenceIndex, type Row, distinct, groupBy } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { poissonSurprise, rounded } from './statistics.ts';
import { scoreOf } from './velocity.ts';

/**
 * A burst after one link: votes for one entry that come by the same referrer within half an hour, while that link brings
 * few votes for it at other times.
 *
 * Formula: the k votes of a window against a Poisson law at the rate of the same referrer and entry outside of the
 * window (at least one vote), over the whole time of the contest's votes.
 *
 * Honest behaviour that looks the same: an article, a post, a message in a group. That is most bursts. Weak, of the kind
 * "gathering"; it tells the desk where a wave came from. O(n).
 */
export function linkBurst(
  index: EvidenceIndex,
  { linkBurst: settings }: SignalSettings,
): Finding[] {
  const { windowMs, votesFrom, surpriseFrom } = settings;
  const spanMs = (index.rows.at(-1)?.atMs ?? 0) - (index.rows[0]?.atMs ?? 0);
  const findings: Finding[] = [];
  const byLink = groupBy(index.rows, ({ trace }) => trace?.referrerHash ?? null);
  for (const ofLink of byLink.values()) {
    for (const rows of groupBy(ofLink, (row: Row) => row.targetId).values()) {
      if (rows.length < votesFrom) continue;
      const burst = new Set<Row>();
      let peak = { votes: 0, surprise: 0 };
      let first = 0;
      let marked = -1;
      for (const [last, row] of rows.entries()) {
        while (row.atMs - rows[first]!.atMs > windowMs) first++;
        const votes = last - first + 1;
        if (votes < votesFrom) continue;
        const windows = Math.max(1, spanMs / windowMs - 1);
        const surprise = poissonSurprise(votes, (rows.length - votes + 1) / windows);
        if (surprise < surpriseFrom) continue;
        for (let at = Math.max(first, marked + 1); at <= last; at++) burst.add(rows[at]!);
        marked = last;
        if (surprise > peak.surprise) peak = { votes, surprise };
      }
      if (burst.size === 0) continue;
      const detail = {
        votes: burst.size,
        accounts: distinct(burst, ({ voterId }) => voterId),
        votesInPeak: peak.votes,
        votesByThisLink: rows.length,
        surprise: rounded(peak.surprise),
      };
      const score = scoreOf(peak.surprise, settings);
      findings.push({ signal: 'link-burst', score, detail, rows: [...burst] });
    }
  }
  return findings;
}
