import type { FoundVotes } from '../../contests/clusters.ts';
import type { EpochMs, VoteRef } from '../../contests/contract.ts';
import type { Bindings } from '../env.ts';
import type { ClusterSummary } from '../wire/desk.ts';

/** A suspect that was not found again can still be decided on for this long: somebody may be reading about it. */
const SUPERSEDED_FOR_MS = 3_600_000;

/** What a sweep has to say about a cluster that is on the ledger. */
export interface SweptCluster {
  id: string;
  summary: ClusterSummary;
}
/** Votes that count and that somebody should look at. */
export interface SweptSuspect extends SweptCluster {
  votes: readonly VoteRef[];
}

/** What is on file of a cluster, on the ledger or not. */
export interface ClusterOnFile extends SweptCluster {
  /** Of those that the desk lists for a look: their votes. */
  listedVotes: readonly VoteRef[] | null;
}

/** Everything that earlier sweeps have left, by id. */
export async function clustersOnFile(
  { DB }: Pick<Bindings, 'DB'>,
  contestId: string,
): Promise<ClusterOnFile[]> {
  const { results } = await DB.prepare(
    `SELECT cluster_id AS id, summary, CASE WHEN superseded_at_ms IS NULL THEN suspect_votes END AS votes
     FROM vote_cluster WHERE contest_id = ? ORDER BY cluster_id`,
  )
    .bind(contestId)
    .all<{ id: string; summary: string; votes: string | null }>();
  return results.map(({ id, summary, votes }) => ({
    id,
    summary: JSON.parse(summary) as ClusterSummary,
    listedVotes: votes === null ? null : votesIn(votes),
  }));
}

/**
 * Keeps what a sweep saw, for the desk. Suspects that it does not name are no longer listed; those that have been decided on
 * since (`onLedger`) become clusters like all others.
 */
export async function saveClusters(
  { DB }: Pick<Bindings, 'DB'>,
  contestId: string,
  nowMs: EpochMs,
  swept: {
    clusters: readonly SweptCluster[];
    suspects: readonly SweptSuspect[];
    onLedger: readonly string[];
  },
): Promise<void> {
  const insert = DB.prepare(
    `INSERT OR REPLACE INTO vote_cluster (contest_id, cluster_id, summary, suspect_votes, updated_at_ms)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const row = ({ id, summary }: SweptCluster, votes: string | null) =>
    insert.bind(contestId, id, JSON.stringify(summary), votes, nowMs);
  const suspects = 'contest_id = ?1 AND suspect_votes IS NOT NULL';
  await DB.batch([
    DB.prepare(
      `UPDATE vote_cluster SET suspect_votes = NULL, superseded_at_ms = NULL
       WHERE ${suspects} AND cluster_id IN (SELECT value FROM json_each(?2))`,
    ).bind(contestId, JSON.stringify(swept.onLedger)),
    DB.prepare(
      `UPDATE vote_cluster SET superseded_at_ms = ?2 WHERE ${suspects} AND superseded_at_ms IS NULL`,
    ).bind(contestId, nowMs),
    DB.prepare(`DELETE FROM vote_cluster WHERE ${suspects} AND superseded_at_ms <= ?2`).bind(
      contestId,
      nowMs - SUPERSEDED_FOR_MS,
    ),
    ...swept.clusters.map((cluster) => row(cluster, null)),
    ...swept.suspects.map((suspect) => row(suspect, JSON.stringify(byEntry(suspect.votes)))),
  ]);
}

/** What is on file about a contest's clusters. */
export interface ClustersOnFile {
  /** By id. */
  summaries: ReadonlyMap<string, ClusterSummary>;
  /** Groups of votes that count but are worth a look, most votes first, then by id. */
  suspects: SweptCluster[];
}

/** `onLedger` are ids of clusters that stand there: what was decided on since the last sweep is no suspect any more. */
export async function readClusters(
  { DB }: Pick<Bindings, 'DB'>,
  contestId: string,
  onLedger: readonly string[],
): Promise<ClustersOnFile> {
  const { results } = await DB.prepare(
    `SELECT cluster_id AS id, summary, suspect_votes IS NOT NULL AND superseded_at_ms IS NULL AS suspect
     FROM vote_cluster WHERE contest_id = ? ORDER BY cluster_id`,
  )
    .bind(contestId)
    .all<{ id: string; summary: string; suspect: number }>();
  const known = new Set(onLedger);
  const rows = results.map(({ summary, ...row }) => ({
    ...row,
    summary: JSON.parse(summary) as ClusterSummary,
  }));
  return {
    summaries: new Map(rows.map(({ id, summary }) => [id, summary])),
    suspects: rows
      .filter(({ id, suspect }) => suspect === 1 && !known.has(id))
      .map(({ id, summary }) => ({ id, summary }))
      .sort((a, b) => b.summary.votes - a.summary.votes || (a.id < b.id ? -1 : 1)),
  };
}

/** The votes of a suspect, just as they were shown. Null when there is none by that id. */
export async function suspectVotes(
  { DB }: Pick<Bindings, 'DB'>,
  contestId: string,
  clusterId: string,
): Promise<FoundVotes | null> {
  const row = await DB.prepare(
    `SELECT summary, suspect_votes AS votes FROM vote_cluster
     WHERE contest_id = ? AND cluster_id = ? AND suspect_votes IS NOT NULL`,
  )
    .bind(contestId, clusterId)
    .first<{ summary: string; votes: string }>();
  if (!row) return null;
  return {
    signals: signalNames(JSON.parse(row.summary) as ClusterSummary),
    votes: votesIn(row.votes),
  };
}

/** Each name once, strongest first. */
export function signalNames({ signals }: Pick<ClusterSummary, 'signals'>): string[] {
  return [...new Set(signals.map(({ signal }) => signal))];
}

function votesIn(text: string): VoteRef[] {
  const votersByEntry = JSON.parse(text) as Record<string, string[]>;
  return Object.entries(votersByEntry).flatMap(([targetId, voters]) =>
    voters.map((voterId) => ({ voterId, targetId })),
  );
}

/** Voters by entry: an entry's id is written once for all its votes, as a row holds two megabytes at most. */
function byEntry(votes: readonly VoteRef[]): Record<string, string[]> {
  const voters: Record<string, string[]> = {};
  for (const { voterId, targetId } of votes) (voters[targetId] ??= []).push(voterId);
  return voters;
}
