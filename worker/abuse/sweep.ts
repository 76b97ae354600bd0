import { undecidedVotes } from '../../contests/clusters.ts';
import type { EpochMs, VoteRef } from '../../contests/contract.ts';
import type { Bindings } from '../env.ts';
import type { RoomParts } from '../room/parts.ts';
import {
  saveClusters,
  signalNames,
  type SweptCluster,
  type SweptSuspect,
} from './clusters-on-file.ts';
import { summaryOf } from './cluster-summary.ts';
import { readEvidence } from './evidence-on-file.ts';
import type { FoundCluster } from './found-cluster.ts';
import { judge, type Cluster } from './signals/clusters.ts';
import type { Evidence, Vote } from './signals/evidence.ts';
import { defaultSettings } from './signals/settings.ts';

/** What a sweep needs of the room that it looks into. */
export interface SweptRoom {
  readonly parts: Pick<RoomParts, 'contest' | 'contestId' | 'state'>;
  tick(): EpochMs;
  /**
   * Puts findings on the ledger. Resolves with the id under which each stands there, null for those that hold nothing new.
   */
  quarantine(
    found: readonly FoundCluster[],
    votesChanged: boolean,
  ): Promise<readonly (string | null)[]>;
}

/**
 * Looks through a contest's votes for what does not look like people: the sure findings are quarantined, the others kept for
 * the desk, where somebody should look at them.
 *
 * @param votesChanged whether votes were cast or taken back since the last look
 * @returns how many clusters got new votes
 */
export async function sweepVotes(
  env: Pick<Bindings, 'DB'>,
  room: SweptRoom,
  votesChanged: boolean,
): Promise<number> {
  const { contest, contestId } = room.parts;
  if (!contest.votes) return 0;
  const evidence = await readEvidence(env, contest, contestId);
  const { quarantine, suspect } = judge({ ...evidence, votes: meantVotes(room, evidence) });
  const ids = await room.quarantine(
    quarantine.map((found) => ({
      id: found.id,
      signals: signalNames(found),
      votes: found.votes.map(({ voterId, targetId }) => ({ voterId, targetId })),
    })),
    votesChanged,
  );
  const clusters = quarantine.flatMap((found, index) => {
    const id = ids[index];
    return id ? [onLedger(room, id, found, evidence)] : [];
  });
  await saveClusters(env, contestId, room.tick(), {
    clusters,
    suspects: suspect.flatMap((found) => undecided(room, found, evidence) ?? []),
    onLedger: Object.keys(room.parts.state.core.clusters),
  });
  return clusters.length;
}

/** The votes that signals look at. */
function meantVotes(
  { parts: { contest, state } }: SweptRoom,
  { votes }: Evidence,
): readonly Vote[] {
  const { votes: rules } = contest;
  return rules?.lastWordOnly ? votes.filter((vote) => rules.stands(state.play, vote)) : votes;
}

/** The picture of a cluster shows the votes that it has on the ledger: some of the finding may have been decided before. */
function onLedger(
  { parts: { state } }: SweptRoom,
  id: string,
  { signals }: Cluster,
  evidence: Evidence,
): SweptCluster {
  const held = new Set(state.core.clusters[id]?.votes.map(keyOf));
  const votes = evidence.votes.filter((vote) => held.has(keyOf(vote)));
  return { id, summary: summaryOf({ signals, votes }, evidence) };
}

/** What of a suspect nobody has decided on yet; null when that is no longer worth a look. */
function undecided(
  { parts: { contest, state } }: SweptRoom,
  { id, signals, votes: found }: Cluster,
  evidence: Evidence,
): SweptSuspect | null {
  if (Object.hasOwn(state.core.clusters, id)) return null;
  const open = new Set(undecidedVotes(contest, state, found).map(keyOf));
  if (open.size < defaultSettings.suspectVotesFrom) return null;
  const votes = found.filter((vote) => open.has(keyOf(vote)));
  return { id, votes, summary: summaryOf({ signals, votes }, evidence) };
}

const keyOf = ({ voterId, targetId }: VoteRef) => `${voterId} ${targetId}`;
