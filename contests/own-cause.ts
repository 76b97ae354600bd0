import type { AnyContest, Turn } from './contract.ts';
import { standingsOf, type ContestState } from './lifecycle.ts';

/** Acts by which nobody is better or worse off than others: what they do is the same whoever asks for it, and bound by the rules. */
const IMPARTIAL: readonly string[] = [
  'core.changeRules',
  'core.selectWinners',
  'core.confirmWinners',
  'core.announce',
];

/**
 * Whether somebody of the staff decides in their own cause: on work of their own, or on others while their own stands against it. People
 * join teams after they took part, and as guests they take part at any time. By disqualifying what is theirs they are free to decide, so
 * that nobody who works alone is stuck.
 */
export function isOwnCause(
  contest: AnyContest,
  state: ContestState,
  action: { type: string },
  { actorId, formerIds = [], role }: Pick<Turn, 'actorId' | 'formerIds' | 'role'>,
): boolean {
  if (role === 'fan' || role === 'system' || IMPARTIAL.includes(action.type)) return false;
  const { entryId, standingId } = action as { entryId?: unknown; standingId?: unknown };
  const selves = [actorId, ...formerIds];
  const isOwn = (id: unknown) =>
    typeof id === 'string' && selves.includes(contest.entry(state.play, id)?.authorId ?? '');
  if (action.type === 'core.disqualify' && isOwn(standingId)) return false;
  return isOwn(entryId) || selves.some((self) => takesPart(contest, state, self));
}

/** Whether work of this person, or where fans themselves are ranked their game, may win. */
function takesPart(contest: AnyContest, state: ContestState, fanId: string): boolean {
  const { core, play } = state;
  if (!contest.knows(play, fanId)) return false;
  const isTheirs = (id: string) => contest.entry(play, id)?.authorId === fanId;
  const ranksFans = contest.votes === undefined;
  return ranksFans
    ? !Object.keys(core.disqualified).some(isTheirs)
    : standingsOf(contest, state).some(({ id }) => isTheirs(id));
}
