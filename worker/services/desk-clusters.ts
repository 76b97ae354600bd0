import { roleMay, type BrandRole } from '../auth/roles.ts';
import type { Person } from '../auth/session.ts';
import type { Bindings } from '../env.ts';
import { roomOf } from '../room/room-stub.ts';
import type { ClustersReply, ClusterSummary } from '../wire/desk.ts';
import { contestReview } from './contest-reading.ts';
import { deskCard, deskEntriesBy } from './desk-entries.ts';

/** Entries of a cluster that are shown; the others are counted. */
const MOST_TARGETS = 5;

/**
 * Votes in quarantine and what became of earlier ones. `again` looks through the votes first, which otherwise happens by itself a
 * minute after they change. Null for people who do not moderate the contest.
 */
export async function deskClusters(
  env: Bindings,
  contestId: string,
  person: Person,
  { again }: { again: boolean },
): Promise<ClustersReply | null> {
  const seen = await contestReview(env, contestId, person);
  if (!seen || !roleMay(seen.viewer.role as BrandRole, 'moderation.read')) return null;
  if (again && (await roomOf(env, contestId).sweep()) > 0)
    return deskClusters(env, contestId, person, { again: false });
  const { facts, view, clusters } = seen;
  const shown = clusters.flatMap(({ targets }) => targets.slice(0, MOST_TARGETS));
  const [summaries, entries] = await Promise.all([
    readSummaries(env, contestId),
    deskEntriesBy(env, contestId, 'id', [...new Set(shown.map(({ id }) => id))]),
  ]);
  const groups = facts.contest.groups(view.config);
  const cards = new Map(entries.map((entry) => [entry.id, deskCard(facts, groups, entry)]));
  return {
    clusters: clusters.map(({ targets, signals, ...cluster }) => ({
      ...cluster,
      signals: [...signals],
      targets: targets
        .slice(0, MOST_TARGETS)
        .map((target) => ({ ...target, entry: cards.get(target.id) ?? null })),
      summary: summaries.get(cluster.id) ?? null,
    })),
  };
}

async function readSummaries(
  env: Pick<Bindings, 'DB'>,
  contestId: string,
): Promise<Map<string, ClusterSummary>> {
  const { results } = await env.DB.prepare(
    'SELECT cluster_id AS id, summary FROM vote_cluster WHERE contest_id = ?',
  )
    .bind(contestId)
    .all<{ id: string; summary: string }>();
  return new Map(results.map(({ id, summary }) => [id, JSON.parse(summary) as ClusterSummary]));
}
