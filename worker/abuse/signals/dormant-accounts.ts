import type { Finding } from './finding.ts';
import { type EvidenceIndex, type Row, groupBy } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { binomialSurprise, ramp, rounded } from './statistics.ts';
import { accountClass, mostlyOfHalls, strayFilter } from './traits.ts';
import { surprisingStretches } from './windows.ts';

/**
 * Accounts that slept for more than a day after they were made and wake for one single vote. Who has an account from
 * before mostly knows the place, looks around, and comes back; an account that was kept for sale does not (De Cristofaro
 * et al. 2014 tell farms' accounts by how little else they do).
 *
 * Formula: of the n votes within a window by accounts that vote for this entry alone, k are by aged ones; binomial tail
 * at p, the share of aged ones among such votes for other entries, so that people who came for one entry are
 * compared with others who did. Only where at most half of the k is expected. The score grows with the excess k − n·p: a class or a circle of
 * friends has some tens of dormant accounts, hardly hundreds.
 *
 * Honest behaviour that looks the same: pupils who signed up for an earlier project, members of a club who are asked
 * for a vote. So it is of one kind with account-batch, and never enough alone. Sold accounts that are given cover
 * votes are not seen. O(n) after sorting.
 */
export function dormantAccounts(
  index: EvidenceIndex,
  { dormantAccounts: settings, strays }: SignalSettings,
): Finding[] {
  const votesOf = new Map<string, number>();
  for (const { voterId } of index.rows) votesOf.set(voterId, (votesOf.get(voterId) ?? 0) + 1);
  const single = index.rows.filter((row) => row.trace && votesOf.get(row.voterId) === 1);
  const dormant = (row: Row) => accountClass(row) === 'aged';
  const all = single.filter(dormant).length;
  const withoutStrays = strayFilter(index, strays);
  const inHalls = mostlyOfHalls(index);
  const findings: Finding[] = [];
  for (const group of groupBy(single, ({ targetId }) => targetId).values()) {
    const part = group.filter(dormant);
    const share = (all - part.length + 1) / (single.length - group.length + 2);
    const stretches = surprisingStretches(part, group, settings, (k, n) =>
      n * share <= settings.expectedUpTo * k ? binomialSurprise(k, n, share) : 0,
    );
    for (const { rows, surprise, votes, ofVotes } of stretches) {
      const [fromMs, toMs] = [rows[0]!.atMs, rows.at(-1)!.atMs];
      const during = group.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs).length;
      const excess = rows.length - during * share;
      const [low, high] = settings.scores;
      const score = rounded(low + (high - low) * ramp(excess, ...settings.excess));
      findings.push({
        signal: 'dormant-accounts',
        score: inHalls(rows) ? Math.min(score, settings.hallScore) : score,
        detail: {
          votes: rows.length,
          votesInPeak: votes,
          ofVotesInPeak: ofVotes,
          shareElsewhere: rounded(share),
          surprise: rounded(surprise),
        },
        rows: withoutStrays(rows),
      });
    }
  }
  return findings;
}
