import { z } from 'zod';
import type { AnyContest, EpochMs, VoteRef, VoteWeight } from './contract.ts';

// Votes that look as if no people were behind them are put aside together, as a cluster, and decided on together.

/** What is known of a cluster. Plain JSON. */
export interface Cluster {
  /** Names of the signals that found it. */
  signals: readonly string[];
  votes: readonly VoteRef[];
  weight: VoteWeight;
  quarantinedAtMs: EpochMs;
  decidedAtMs: EpochMs | null;
  /** Why it was voided; null otherwise. */
  reason: string | null;
}

/** By the cluster's id. */
export type Clusters = Record<string, Cluster>;

export type ClusterEvent =
  | {
      type: 'core.votesQuarantined';
      clusterId: string;
      signals: readonly string[];
      votes: readonly VoteRef[];
    }
  | { type: 'core.clusterCleared'; clusterId: string }
  | { type: 'core.clusterVoided'; clusterId: string; reason: string };

/** What those who decide may ask for. */
export const ClusterAction = [
  z.strictObject({ type: z.literal('core.clearCluster'), clusterId: z.string().min(1).max(64) }),
  z.strictObject({
    type: z.literal('core.voidCluster'),
    clusterId: z.string().min(1).max(64),
    reason: z.string().trim().min(3).max(300),
  }),
] as const;

/** Votes that signals found to belong together, as they may stand on the ledger. */
export interface FoundVotes {
  /** Names of the signals, strongest first. */
  signals: readonly string[];
  votes: readonly VoteRef[];
}

/**
 * A decision on a cluster as the rules get it. `found` is added by the server, never by a client, when the cluster is not on the
 * ledger yet: its votes count and were only listed for a look.
 */
export type ClusterAct = z.infer<(typeof ClusterAction)[number]> & { found?: FoundVotes };

const keyOf = ({ voterId, targetId }: VoteRef) => `${voterId} ${targetId}`;

/** Votes of `found` that are in no cluster yet: what was decided once is not asked again. */
export function freshVotes(clusters: Clusters, found: readonly VoteRef[]): VoteRef[] {
  const known = new Set(Object.values(clusters).flatMap(({ votes }) => votes.map(keyOf)));
  return found.filter((vote) => !known.has(keyOf(vote)));
}

/** Those of `found` that can still be decided on for the first time: cast, not taken back, in no cluster yet. */
export function undecidedVotes(
  contest: AnyContest,
  { core, play }: { core: { clusters: Clusters }; play: unknown },
  found: readonly VoteRef[],
): VoteRef[] {
  return freshVotes(core.clusters, found).filter((vote) => contest.votes?.stands(play, vote));
}

/** A cluster without its voters, for those who decide on it. */
export interface ClusterFacts extends Omit<Cluster, 'votes'> {
  id: string;
  votes: number;
  /** Entries that its votes are for, most votes first, then by id. */
  targets: { id: string; votes: number }[];
}

/** Undecided clusters first, then the newest, then by id. */
export function clusterFacts(clusters: Clusters): ClusterFacts[] {
  return Object.entries(clusters)
    .map(([id, { votes, ...cluster }]) => {
      const counts = new Map<string, number>();
      for (const { targetId } of votes) counts.set(targetId, (counts.get(targetId) ?? 0) + 1);
      const targets = [...counts]
        .map(([targetId, count]) => ({ id: targetId, votes: count }))
        .sort((a, b) => b.votes - a.votes || (a.id < b.id ? -1 : 1));
      return { ...cluster, id, votes: votes.length, targets };
    })
    .sort(
      (a, b) =>
        Number(b.weight === 'quarantined') - Number(a.weight === 'quarantined') ||
        b.quarantinedAtMs - a.quarantinedAtMs ||
        (a.id < b.id ? -1 : 1),
    );
}

/** Votes of all clusters that are looked into at present. */
export function quarantinedClusters(clusters: Clusters): { clusters: number; votes: number } {
  const open = Object.values(clusters).filter(({ weight }) => weight === 'quarantined');
  return {
    clusters: open.length,
    votes: open.reduce((sum, { votes }) => sum + votes.length, 0),
  };
}

/** Folds an event about a cluster. Total: an unknown cluster changes nothing. */
export function applyToVotes(
  contest: AnyContest,
  state: { core: { clusters: Clusters }; play: unknown },
  event: ClusterEvent,
  atMs: EpochMs,
): { state: unknown; touched: readonly string[] } {
  const { clusters } = state.core;
  const { clusterId } = event;
  if (event.type === 'core.votesQuarantined') {
    // A cluster that is still looked into may grow.
    const before = Object.hasOwn(clusters, clusterId) ? clusters[clusterId] : undefined;
    clusters[clusterId] = {
      signals: [...new Set([...(before?.signals ?? []), ...event.signals])],
      votes: [...(before?.votes ?? []), ...event.votes],
      weight: 'quarantined',
      quarantinedAtMs: before?.quarantinedAtMs ?? atMs,
      decidedAtMs: null,
      reason: null,
    };
    return weigh(contest, state.play, event.votes, 'quarantined');
  }
  const cluster = Object.hasOwn(clusters, clusterId) ? clusters[clusterId] : undefined;
  if (!cluster) return { state: state.play, touched: [] };
  cluster.weight = event.type === 'core.clusterCleared' ? 'counted' : 'voided';
  cluster.decidedAtMs = atMs;
  cluster.reason = event.type === 'core.clusterVoided' ? event.reason : null;
  return weigh(contest, state.play, cluster.votes, cluster.weight);
}

function weigh(
  contest: AnyContest,
  play: unknown,
  votes: readonly VoteRef[],
  weight: VoteWeight,
): { state: unknown; touched: readonly string[] } {
  return contest.votes?.weigh(play, votes, weight) ?? { state: play, touched: [] };
}
