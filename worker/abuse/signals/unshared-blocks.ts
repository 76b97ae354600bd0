import { accountBatch } from './account-batch.ts';
import { dormantAccounts } from './dormant-accounts.ts';
import type { Finding } from './finding.ts';
import { type EvidenceIndex, type Row, distinct, groupBy } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { binomialSurprise, rounded } from './statistics.ts';
import { accountClass, blockCompany, strayFilter } from './traits.ts';
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
 * holds the votes of the window but those from crowded blocks, as two of a pool may meet in one by chance. Accounts from the same batches, and dormant ones, are looked at apart as well, so that an entry with many
 * supporters hides no pool.
 *
 * Honest behaviour that looks the same: friends abroad, an entry whose supporters all sit at home, each with another
 * provider. Weak, and of one kind with scattered-networks, which it outdoes where the pool lies in the
 * country. A pool of phones shares blocks as people do and is not seen. O(n).
 */
export function unsharedBlocks(index: EvidenceIndex, allSettings: SignalSettings): Finding[] {
  const settings = allSettings.unsharedBlocks;
  const companyOf = blockCompany(index);
  const alone = (row: Row) => companyOf(row) === 'alone';
  const alike = groupBy(
    [...accountBatch(index, allSettings), ...dormantAccounts(index, allSettings)],
    ({ rows }) => rows[0]!.targetId,
  );
  const withoutStrays = strayFilter(index, allSettings.strays);
  const findings: Finding[] = [];
  const located = index.rows.filter(({ trace }) => trace?.blockHash != null);
  for (const [account, ofClass] of groupBy(located, accountClass)) {
    const aloneInClass = ofClass.filter(alone).length;
    for (const [targetId, ofTarget] of groupBy(ofClass, (row: Row) => row.targetId)) {
      if (ofClass.length - ofTarget.length < settings.othersFrom) continue;
      const aloneOfTarget = ofTarget.filter(alone).length;
      const share = (aloneInClass - aloneOfTarget + 1) / (ofClass.length - ofTarget.length + 2);
      const groups = [ofTarget];
      for (const { rows } of (account === 'aged' && alike.get(targetId)) || []) {
        const inFinding = new Set(rows);
        groups.push(ofTarget.filter((row) => inFinding.has(row)));
      }
      for (const group of groups) {
        const stretches = surprisingStretches(group.filter(alone), group, settings, (k, n) =>
          (n - k) / n <= settings.sharingUpTo * (1 - share) ? binomialSurprise(k, n, share) : 0,
        );
        for (const { rows: inExcess, surprise, votes, ofVotes } of stretches) {
          const [fromMs, toMs] = [inExcess[0]!.atMs, inExcess.at(-1)!.atMs];
          const rows = group.filter(
            (row) => row.atMs >= fromMs && row.atMs <= toMs && companyOf(row) !== 'crowd',
          );
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
          findings.push({ signal: 'unshared-blocks', score, detail, rows: withoutStrays(rows) });
        }
      }
    }
  }
  return findings;
}
