import type { Finding } from './finding.ts';
import { type EvidenceIndex, type Row, distinct } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { binomialSurprise, rounded } from './statistics.ts';
import { scoreOf } from './velocity.ts';
import { surprisingStretches } from './windows.ts';

/**
 * New accounts voting alike: within minutes or hours, nearly all votes for an entry come from accounts confirmed just
 * before (or, judged apart, from guests), far more than among the voters of the other entries.
 *
 * Formula: of the n traced votes for the entry within a window, k are by new accounts; binomial tail at p, the share of new
 * accounts among the votes for other entries.
 *
 * Honest behaviour that looks the same: everybody who follows a link for the first time is new, so a newspaper or a
 * class brings mostly new accounts. Weak, and of the kind "gathering". Aged accounts are not seen at all.
 * O(n) after sorting.
 */
export function newAccounts(
  index: EvidenceIndex,
  { newAccounts: settings }: SignalSettings,
): Finding[] {
  const classes: Record<string, (row: Row) => boolean> = {
    guest: ({ trace }) => trace?.verifiedAtMs === null,
    new: ({ trace, atMs }) =>
      trace?.verifiedAtMs != null && atMs - trace.verifiedAtMs <= settings.newForMs,
  };
  const traced = index.rows.filter(({ trace }) => trace);
  const findings: Finding[] = [];
  for (const [account, belongs] of Object.entries(classes)) {
    const all = traced.filter(belongs).length;
    for (const rowsOfTarget of index.byTarget.values()) {
      const group = rowsOfTarget.filter(({ trace }) => trace);
      if (traced.length - group.length < settings.othersFrom) continue;
      const part = group.filter(belongs);
      const shareElsewhere = (all - part.length + 1) / (traced.length - group.length + 2);
      const stretches = surprisingStretches(part, group, settings, (k, n) =>
        binomialSurprise(k, n, shareElsewhere),
      );
      for (const { rows, surprise, votes, ofVotes } of stretches) {
        const detail = {
          account,
          accounts: distinct(rows, ({ voterId }) => voterId),
          votesInPeak: votes,
          ofVotesInPeak: ofVotes,
          shareElsewhere: rounded(shareElsewhere),
          surprise: rounded(surprise),
        };
        const score = scoreOf(surprise, settings);
        findings.push({ signal: 'new-account-velocity', score, detail, rows });
      }
    }
  }
  return findings;
}
