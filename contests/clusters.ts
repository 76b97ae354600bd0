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

const keyOf = ({ voterId, targetId }: VoteRef) => `${voterId} ${targetId}`;

/** Votes of `found` that are in no cluster yet: what was decided once is not asked again. */
export function freshVotes(clusters: Clusters, found: readonly VoteRef[]): VoteRef[] {
  const known = new Set(Object.values(clusters).flatMap(({ votes }) => votes.map(keyOf)));
  return found.filter((vote) => !known.has(keyOf(vote)));
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
    clusters[clusterId] = {
      signals: event.signals,
      votes: event.votes,
      weight: 'quarantined',
      quarantinedAtMs: atMs,
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
