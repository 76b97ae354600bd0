import type { Finding } from './finding.ts';
import { type EvidenceIndex, type Row, distinct } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { binomialSurprise, rounded } from './statistics.ts';
import { scoreOf } from './velocity.ts';
import { surprisingStretches } from './windows.ts';

/**
 * Votes for one entry from networks that hardly anybody else uses. People of one country share some dozens of
 * providers; a pool of residential proxies spans thousands (Mi et al. 2019, "Resident Evil").
 *
 * Formula: a network is rare when it brings at most `rareShare` of all votes. Of the n
 * traced votes for the entry within a window, k come from rare networks; binomial tail at p, the share of votes from rare
 * networks in the whole contest. The finding holds the votes from rare networks only.
 *
 * Honest behaviour that looks the same: an author with friends and family all over the world, an entry that was shared
 * abroad. Weak. A seller with accounts on the big providers of the country is not seen. O(n).
 */
export function scatteredNetworks(
  index: EvidenceIndex,
  { scatteredNetworks: settings }: SignalSettings,
): Finding[] {
  const located = index.rows.filter(({ trace }) => trace?.network != null);
  const networkOf = (row: Row) => row.trace!.network!;
  const sizes = new Map<string, number>();
  for (const row of located) sizes.set(networkOf(row), (sizes.get(networkOf(row)) ?? 0) + 1);
  const rareUpTo = Math.max(settings.rareVotes, settings.rareShare * located.length);
  const rareInAll = located.filter((row) => sizes.get(networkOf(row))! <= rareUpTo).length;
  const rareShare = (rareInAll + 1) / (located.length + 2);
  const findings: Finding[] = [];
  for (const rowsOfTarget of index.byTarget.values()) {
    const group = rowsOfTarget.filter(({ trace }) => trace?.network != null);
    // A network that only this entry's voters use, but many of them, is a place and not a pool: it is not rare.
    const part = group.filter((row) => sizes.get(networkOf(row))! <= rareUpTo);
    const stretches = surprisingStretches(part, group, settings, (k, n) =>
      binomialSurprise(k, n, rareShare),
    );
    for (const { rows, surprise, votes, ofVotes } of stretches) {
      const detail = {
        votes: rows.length,
        networks: distinct(rows, networkOf),
        votesInPeak: votes,
        ofVotesInPeak: ofVotes,
        shareElsewhere: rounded(rareShare),
        surprise: rounded(surprise),
      };
      findings.push({
        signal: 'scattered-networks',
        score: scoreOf(surprise, settings),
        detail,
        rows,
      });
    }
  }
  return findings;
}
