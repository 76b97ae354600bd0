import type { Bindings } from '../env.ts';
import type { ClusterEffect } from '../wire/desk.ts';

/** A cluster that somebody may decide on: whether its votes count now, and how many of them are for whom. */
export interface Undecided {
  id: string;
  counts: boolean;
  targetId: string;
  votes: number;
}

interface Row {
  id: string;
  groupId: string;
  votes: number;
}

/**
 * What each decision would make of the entry that it is about: its votes, and its place by votes alone among those it stands
 * with, equals sharing the better one. Without an answer where the type ranks by something else than a number of votes, and
 * for entries that stand nowhere.
 */
export async function clusterEffects(
  env: Pick<Bindings, 'DB'>,
  contestId: string,
  clusters: readonly Undecided[],
): Promise<Map<string, ClusterEffect>> {
  if (clusters.length === 0) return new Map();
  const { results: rows } = await env.DB.prepare(
    `SELECT id, group_id AS groupId, json_extract(figures, '$.votes') AS votes
     FROM standing WHERE contest_id = ? AND json_extract(figures, '$.votes') IS NOT NULL`,
  )
    .bind(contestId)
    .all<Row>();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const groups = Map.groupBy(rows, ({ groupId }) => groupId);
  return new Map(
    clusters.flatMap(({ id, counts, targetId, votes }) => {
      const row = byId.get(targetId);
      if (!row) return [];
      const others = (groups.get(row.groupId) ?? []).filter((other) => other !== row);
      const place = (own: number) => 1 + others.filter((other) => other.votes > own).length;
      const votesThen = Math.max(0, row.votes + (counts ? -votes : votes));
      const effect = { votes: row.votes, votesThen };
      return [[id, { ...effect, place: place(row.votes), placeThen: place(votesThen) }]];
    }),
  );
}
