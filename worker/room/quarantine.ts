import { freshVotes } from '../../contests/clusters.ts';
import type { VoteRef } from '../../contests/contract.ts';
import type { CoreEvent } from '../../contests/lifecycle.ts';
import type { RoomParts } from './parts.ts';

/** Votes that signals found to belong together. */
export interface FoundCluster {
  id: string;
  signals: readonly string[];
  votes: readonly VoteRef[];
}

/** Fewer than this are left alone: two friends are no attack. */
const LEAST_VOTES = 3;

/**
 * What a finding changes: votes that stand and that nobody has decided on yet go into quarantine. Nothing after the winners
 * have been selected.
 */
export function quarantineEvents(
  { contest, state: { core, play } }: RoomParts,
  found: readonly FoundCluster[],
): CoreEvent[] {
  const rules = contest.votes;
  if (!rules || core.shortlists) return [];
  const clusters = { ...core.clusters };
  const events: CoreEvent[] = [];
  for (const { id, signals, votes } of found) {
    if (Object.hasOwn(clusters, id)) continue;
    const fresh = freshVotes(clusters, votes).filter((vote) => rules.stands(play, vote));
    if (fresh.length < LEAST_VOTES) continue;
    const event = { type: 'core.votesQuarantined', clusterId: id, signals, votes: fresh } as const;
    events.push(event);
    // Later findings of the same sweep must not name the same votes again.
    clusters[id] = {
      signals,
      votes: fresh,
      weight: 'quarantined',
      quarantinedAtMs: 0,
      decidedAtMs: null,
      reason: null,
    };
  }
  return events;
}
