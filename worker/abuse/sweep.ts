import type { AnyContest } from '../../contests/contract.ts';
import type { Bindings } from '../env.ts';
import { summaryOf } from './cluster-summary.ts';
import { readEvidence } from './evidence-on-file.ts';
import { findClusters } from './signals/clusters.ts';
import type { FoundCluster } from './found-cluster.ts';

/**
 * Looks through a contest's votes for what does not look like people. `quarantine` puts the findings on the ledger and says under
 * which id each stands there, null for those that hold nothing new.
 *
 * @returns how many clusters got new votes
 */
export async function sweepVotes(
  env: Pick<Bindings, 'DB'>,
  contest: AnyContest,
  contestId: string,
  nowMs: number,
  quarantine: (found: readonly FoundCluster[]) => Promise<readonly (string | null)[]>,
): Promise<number> {
  if (!contest.votes) return 0;
  const evidence = await readEvidence(env, contest, contestId);
  const clusters = findClusters(evidence);
  if (clusters.length === 0) return 0;
  const ids = await quarantine(
    clusters.map(({ id, signals, votes }) => ({
      id,
      signals: [...new Set(signals.map(({ signal }) => signal))],
      votes: votes.map(({ voterId, targetId }) => ({ voterId, targetId })),
    })),
  );
  const rows = clusters.flatMap((cluster, index) => {
    const id = ids[index];
    return id ? [[id, JSON.stringify(summaryOf(cluster, evidence))]] : [];
  });
  if (rows.length > 0) {
    await env.DB.prepare(
      `INSERT OR REPLACE INTO vote_cluster (contest_id, cluster_id, summary, updated_at_ms)
       SELECT ?1, value->>0, value->>1, ?2 FROM json_each(?3)`,
    )
      .bind(contestId, nowMs, JSON.stringify(rows))
      .run();
  }
  return rows.length;
}
