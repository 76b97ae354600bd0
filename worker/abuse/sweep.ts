import type { EpochMs } from '../../contests/contract.ts';
import type { Bindings } from '../env.ts';
import type { RoomParts } from '../room/parts.ts';
import { clustersOnFile, saveClusters, signalNames } from './clusters-on-file.ts';
import { readEvidence } from './evidence-on-file.ts';
import type { FoundCluster } from './found-cluster.ts';
import { inTurns } from './in-turns.ts';
import { judgeInSteps } from './signals/clusters.ts';
import type { Evidence, Vote } from './signals/evidence.ts';
import { clusterPictures, isNews, openSuspects } from './swept-clusters.ts';

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

/** What a sweep brought that nobody has seen before. */
export interface Swept {
  /** Clusters that got new votes. */
  quarantined: number;
  /** Groups that count but are worth a look now. */
  doubted: number;
}

/**
 * Looks through a contest's votes for what does not look like people: the sure findings are quarantined, the others kept for
 * the desk, where somebody should look at them.
 *
 * @param votesChanged whether votes were cast or taken back since the last look
 */
export async function sweepVotes(
  env: Pick<Bindings, 'DB'>,
  room: SweptRoom,
  votesChanged: boolean,
): Promise<Swept> {
  const { contest, contestId } = room.parts;
  if (!contest.votes) return { quarantined: 0, doubted: 0 };
  const [evidence, before] = await Promise.all([
    readEvidence(env, contest, contestId),
    clustersOnFile(env, contestId),
  ]);
  const { quarantine, suspect } = await inTurns(
    judgeInSteps({ ...evidence, votes: meantVotes(room, evidence) }),
  );
  const ids = await room.quarantine(
    quarantine.map((found) => ({
      id: found.id,
      signals: signalNames(found),
      votes: found.votes.map(({ voterId, targetId }) => ({ voterId, targetId })),
    })),
    votesChanged,
  );
  const suspects = openSuspects(room.parts, suspect, before, evidence);
  await saveClusters(env, contestId, room.tick(), {
    clusters: clusterPictures(room.parts, quarantine, before, evidence),
    suspects,
    onLedger: Object.keys(room.parts.state.core.clusters),
  });
  return {
    quarantined: ids.filter((id) => id !== null).length,
    doubted: suspects.filter((found) => isNews(found, before)).length,
  };
}

/** The votes that signals look at. */
function meantVotes(
  { parts: { contest, state } }: SweptRoom,
  { votes }: Evidence,
): readonly Vote[] {
  const { votes: rules } = contest;
  return rules?.lastWordOnly ? votes.filter((vote) => rules.stands(state.play, vote)) : votes;
}
