import { isForgottenVoter } from './clusters.ts';
import type { AnyContest } from './contract.ts';
import type { ContestState, CoreEvent } from './lifecycle.ts';

/** What is to stand on the ledger before an act of somebody who was `formerId` as a guest; null where nothing is. */
export function joinDue(
  { contest, state: { core, play } }: { contest: AnyContest; state: ContestState },
  formerId: string,
  fanId: string,
): CoreEvent | null {
  // Once winners are selected nothing that they were selected by may change.
  if (core.shortlists) return null;
  if (Object.hasOwn(core.joined, formerId) || !contest.knows(play, formerId)) return null;
  // Who was forgotten has nothing to hand over, and what is void of theirs must not make an account's own votes void.
  if (isForgottenVoter(core.clusters, formerId)) return null;
  // Where fans themselves are ranked, a game that was disqualified must not go on inside another one.
  const ranksFans = contest.votes === undefined;
  const isOut = Object.keys(core.disqualified).some(
    (id) => id === formerId || contest.entry(play, id)?.authorId === formerId,
  );
  if (ranksFans && isOut && contest.knows(play, fanId)) return null;
  return { type: 'core.fanJoined', formerId, fanId };
}
