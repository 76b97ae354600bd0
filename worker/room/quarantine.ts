import {
  undecidedVotes,
  voteKey,
  type Cluster,
  type Clusters,
  type QuarantinedVotes,
} from '../../contests/clusters.ts';
import type { VoteRef } from '../../contests/contract.ts';
import type { FoundCluster } from '../abuse/found-cluster.ts';
import type { RoomParts } from './parts.ts';

/** Fewer than this are left alone: two friends are no attack. */
const LEAST_VOTES = 3;
/** What shares at least this part of its votes with a cluster that is still looked into is the same one, grown. */
const SAME_FROM = 1 / 3;

/**
 * What findings change: votes that stand and that nobody has decided on yet go into quarantine, into a cluster of their own or
 * into the one that they belong to. One answer for each finding, null where there is nothing new. Nothing changes after the
 * winners have been selected.
 */
export function newlyQuarantined(
  { contest, state: { core, play } }: Pick<RoomParts, 'contest' | 'state'>,
  found: readonly FoundCluster[],
): (QuarantinedVotes | null)[] {
  if (!contest.votes || core.shortlists) return found.map(() => null);
  const clusters: Clusters = { ...core.clusters };
  return found.map(({ id, signals, votes }) => {
    const fresh = undecidedVotes(contest, { core: { clusters }, play }, votes);
    const grown = grownFrom(clusters, votes);
    if (fresh.length < (grown ? 1 : LEAST_VOTES)) return null;
    const clusterId = grown ?? id;
    if (!grown && Object.hasOwn(clusters, id)) return null;
    // Later findings of the same sweep must not name the same votes again.
    clusters[clusterId] = withVotes(clusters[clusterId], signals, fresh);
    return { clusterId, signals, votes: fresh };
  });
}

function withVotes(
  before: Cluster | undefined,
  signals: readonly string[],
  votes: readonly VoteRef[],
): Cluster {
  return {
    signals,
    votes: [...(before?.votes ?? []), ...votes],
    weight: 'quarantined',
    quarantinedAtMs: before?.quarantinedAtMs ?? 0,
    decidedAtMs: null,
    reason: null,
  };
}

/** The undecided cluster that holds the most of these votes, if it holds enough of them; the first by id among equals. */
function grownFrom(clusters: Clusters, votes: readonly VoteRef[]): string | null {
  const wanted = new Set(votes.map(voteKey));
  let best: { id: string; held: number } | null = null;
  for (const id of Object.keys(clusters).sort()) {
    const cluster = clusters[id] as Cluster;
    if (cluster.weight !== 'quarantined') continue;
    const held = cluster.votes.filter((vote) => wanted.has(voteKey(vote))).length;
    if (held >= votes.length * SAME_FROM && held > (best?.held ?? 0)) best = { id, held };
  }
  return best?.id ?? null;
}
