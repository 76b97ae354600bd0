import { roleMay, type BrandRole } from '../auth/roles.ts';
import type { Person } from '../auth/session.ts';
import type { Bindings } from '../env.ts';
import type { ClusterFacts } from '../../contests/clusters.ts';
import { readClusters, signalNames, type SweptCluster } from '../abuse/clusters-on-file.ts';
import { roomOf } from '../room/room-stub.ts';
import type { ClustersReply, DeskCluster } from '../wire/desk.ts';
import { clusterEffects, type Undecided } from './cluster-effects.ts';
import { contestReview } from './contest-reading.ts';
import { deskCard, deskEntriesBy } from './desk-entries.ts';

/** Entries of a cluster that are shown; the others are counted. */
const MOST_TARGETS = 5;

/**
 * Votes in quarantine, what became of earlier ones, and groups that count but are worth a look. `again` looks through the votes
 * first, which otherwise happens by itself a minute after they change. Null for people who do not moderate the contest.
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
  const { facts, view, clusters, votes } = seen;
  const onLedger = clusters.map(({ id }) => id);
  const { summaries, suspects } = await readClusters(env, contestId, onLedger);
  // Of what nothing stands any more there is nothing to decide; should it be cast again, it is back.
  const standing = clusters.filter(
    ({ weight, votes: left }) => weight !== 'quarantined' || left > 0,
  );
  const all = [...standing.map(decidable), ...suspects.map(countsSoFar)];
  const shown = all.flatMap(({ targets }) => targets.slice(0, MOST_TARGETS).map(({ id }) => id));
  const [entries, effects] = await Promise.all([
    deskEntriesBy(env, contestId, 'id', [...new Set(shown)]),
    clusterEffects(env, contestId, all.flatMap(undecided)),
  ]);
  const groups = facts.contest.groups(view.config);
  const cards = new Map(entries.map((entry) => [entry.id, deskCard(facts, groups, entry)]));
  const listed = all.map(({ targets, ...cluster }) => ({
    ...cluster,
    targets: targets
      .slice(0, MOST_TARGETS)
      .map((target) => ({ ...target, entry: cards.get(target.id) ?? null })),
    summary: summaries.get(cluster.id) ?? null,
    effect: effects.get(cluster.id) ?? null,
  }));
  return {
    clusters: listed.filter(({ weight }) => weight !== 'suspect'),
    suspects: listed.filter(({ weight }) => weight === 'suspect'),
    account: votes,
  };
}

/** A cluster before its entries, its picture and its effect are looked up. */
type Plain = Omit<DeskCluster, 'targets' | 'summary' | 'effect'> & {
  targets: ClusterFacts['targets'];
};

function undecided({ id, weight, targets: [most] }: Plain): Undecided[] {
  if (!most || (weight !== 'quarantined' && weight !== 'suspect')) return [];
  return [{ id, counts: weight === 'suspect', targetId: most.id, votes: most.votes }];
}

const decidable = ({ signals, ...cluster }: ClusterFacts): Plain => ({
  ...cluster,
  signals: [...signals],
  entries: cluster.targets.length,
});

const countsSoFar = ({ id, summary }: SweptCluster): Plain => ({
  id,
  weight: 'suspect',
  signals: signalNames(summary),
  votes: summary.votes,
  found: summary.votes,
  gone: 0,
  entries: summary.entries,
  targets: summary.targets,
  quarantinedAtMs: null,
  decidedAtMs: null,
  reason: null,
});
