import { z } from 'zod';
import { clusterFigures, type Looked } from './cluster-figures.ts';
import type { AnyContest, EpochMs, VoteRef, VoteWeight } from './contract.ts';
import { publicReason } from './mechanics/texts.ts';

// Votes that look as if no people were behind them are put aside together, as a cluster, and decided on together.

/** What is known of a cluster. Plain JSON. */
export interface Cluster {
  /** Names of the signals that found it. */
  signals: readonly string[];
  votes: readonly VoteRef[];
  weight: VoteWeight;
  quarantinedAtMs: EpochMs;
  decidedAtMs: EpochMs | null;
  /** Why it was cleared or voided; null before. */
  reason: string | null;
}

/** By the cluster's id. */
export type Clusters = Record<string, Cluster>;

/** Votes that go into quarantine, into a cluster of their own or into one that is still looked into. */
export interface QuarantinedVotes {
  clusterId: string;
  signals: readonly string[];
  votes: readonly VoteRef[];
}

export type ClusterEvent =
  /** Once after votes have changed, with or without a finding: how often it stands there tells nobody what was found. */
  | { type: 'core.votesLookedThrough'; clusters: readonly QuarantinedVotes[] }
  | ({ type: 'core.votesQuarantined' } & QuarantinedVotes)
  /** Without a reason in ledgers from before it had to be given. */
  | { type: 'core.clusterCleared'; clusterId: string; reason?: string }
  | { type: 'core.clusterVoided'; clusterId: string; reason: string };

const decision = {
  clusterId: z.string().min(1).max(64),
  /** What the votes were when somebody decided on them, so that nobody undoes a decision that they have not seen. */
  seen: z.enum(['quarantined', 'suspect', 'counted', 'voided']),
  reason: publicReason,
};

/** What those who decide may ask for. */
export const ClusterAction = [
  z.strictObject({ type: z.literal('core.clearCluster'), ...decision }),
  z.strictObject({ type: z.literal('core.voidCluster'), ...decision }),
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

/** One vote among others: of one voter for one entry. */
export const voteKey = ({ voterId, targetId }: VoteRef) => `${voterId} ${targetId}`;

/** Votes of `found` that are in no cluster yet: what was decided once is not asked again. */
export function freshVotes(clusters: Clusters, found: readonly VoteRef[]): VoteRef[] {
  const known = new Set(Object.values(clusters).flatMap(({ votes }) => votes.map(voteKey)));
  return found.filter((vote) => !known.has(voteKey(vote)));
}

/**
 * Stands in place of a signal where votes were put aside because whoever cast them asked to be forgotten. Where they came from has been
 * erased with everything else, so that nothing could tell any more whether people did. Nobody decides on them.
 */
export const FORGOTTEN = 'forgotten';

const isForgotten = ({ signals }: Pick<Cluster, 'signals'>) => signals.includes(FORGOTTEN);

/** Whether votes of this voter were taken out because they asked to be forgotten. */
export function isForgottenVoter(clusters: Clusters, voterId: string): boolean {
  return Object.values(clusters).some(
    (cluster) => isForgotten(cluster) && cluster.votes.some((vote) => vote.voterId === voterId),
  );
}

/** A cluster that those who decide may see and decide on. */
export function findCluster(clusters: Clusters, clusterId: string): Cluster | null {
  const cluster = Object.hasOwn(clusters, clusterId) ? (clusters[clusterId] as Cluster) : null;
  return cluster && !isForgotten(cluster) ? cluster : null;
}

/**
 * Those of `votes` that nobody has asked to have forgotten. What is to be taken out of all that somebody ever cast are these and no fewer:
 * those that are looked into or were decided on would tell by not coming on the ledger that they are held, and those for an entry that
 * has left the gallery come back with it.
 */
export function notForgotten(clusters: Clusters, votes: readonly VoteRef[]): VoteRef[] {
  const forgotten = new Set(
    Object.values(clusters)
      .filter(isForgotten)
      .flatMap((cluster) => cluster.votes.map(voteKey)),
  );
  return votes.filter((vote) => !forgotten.has(voteKey(vote)));
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
  /** Votes of it that the account has at present; 0 where there is nothing to decide. */
  votes: number;
  /** Votes that were put into it. */
  found: number;
  /** Those of `found` that were taken back or went with their entry. */
  gone: number;
  /** Entries that its votes are for, most votes first, then by id. */
  targets: { id: string; votes: number }[];
}

/** Without those of people who asked to be forgotten. Undecided clusters first, then those with most votes that stand, then by id. */
export function clusterFacts(contest: AnyContest, state: Looked): ClusterFacts[] {
  return [...clusterFigures(contest, state)]
    .filter(([id]) => findCluster(state.core.clusters, id))
    .map(([id, { votes, gone, targets }]) => {
      const { votes: found, ...cluster } = state.core.clusters[id] as Cluster;
      return {
        ...cluster,
        id,
        votes,
        found: found.length,
        gone,
        targets: [...targets]
          .map(([targetId, count]) => ({ id: targetId, votes: count }))
          .sort((a, b) => b.votes - a.votes || (a.id < b.id ? -1 : 1)),
      };
    })
    .sort(
      (a, b) =>
        Number(b.weight === 'quarantined') - Number(a.weight === 'quarantined') ||
        b.votes - a.votes ||
        (a.id < b.id ? -1 : 1),
    );
}

/** Clusters that are looked into at present, with the votes of them that stand. */
export function quarantinedClusters(
  contest: AnyContest,
  state: Looked,
): { clusters: number; votes: number } {
  const open = clusterFacts(contest, state).filter(
    ({ weight, votes }) => weight === 'quarantined' && votes > 0,
  );
  return { clusters: open.length, votes: open.reduce((sum, { votes }) => sum + votes, 0) };
}

/** Folds an event about a cluster. Total: an unknown cluster changes nothing. */
export function applyToVotes(
  contest: AnyContest,
  state: { core: { clusters: Clusters }; play: unknown },
  event: ClusterEvent,
  atMs: EpochMs,
): { state: unknown; touched: readonly string[] } {
  const { clusters } = state.core;
  if (event.type === 'core.votesLookedThrough') {
    for (const found of event.clusters) putAside(clusters, found, atMs);
    const votes = event.clusters.flatMap((found) => found.votes);
    return weigh(contest, state.play, votes, 'quarantined');
  }
  if (event.type === 'core.votesQuarantined') {
    putAside(clusters, event, atMs);
    return weigh(contest, state.play, event.votes, 'quarantined');
  }
  const { clusterId } = event;
  const cluster = Object.hasOwn(clusters, clusterId) ? clusters[clusterId] : undefined;
  if (!cluster) return { state: state.play, touched: [] };
  cluster.weight = event.type === 'core.clusterCleared' ? 'counted' : 'voided';
  cluster.decidedAtMs = atMs;
  cluster.reason = event.reason ?? null;
  // What was forgotten meanwhile does not come back with the others.
  const votes = isForgotten(cluster) ? cluster.votes : notForgotten(clusters, cluster.votes);
  return weigh(contest, state.play, votes, cluster.weight);
}

/** A cluster that is still looked into may grow. */
function putAside(
  clusters: Clusters,
  { clusterId, signals, votes }: QuarantinedVotes,
  atMs: EpochMs,
): void {
  const before = Object.hasOwn(clusters, clusterId) ? clusters[clusterId] : undefined;
  clusters[clusterId] = {
    signals: [...new Set([...(before?.signals ?? []), ...signals])],
    votes: [...(before?.votes ?? []), ...votes],
    weight: 'quarantined',
    quarantinedAtMs: before?.quarantinedAtMs ?? atMs,
    decidedAtMs: null,
    reason: null,
  };
}

function weigh(
  contest: AnyContest,
  play: unknown,
  votes: readonly VoteRef[],
  weight: VoteWeight,
): { state: unknown; touched: readonly string[] } {
  return contest.votes?.weigh(play, votes, weight) ?? { state: play, touched: [] };
}
