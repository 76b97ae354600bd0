import { accept, refuse, type Decision, type Refused, type Turn } from '../contract.ts';
import { notEligible } from '../mechanics/eligibility.ts';
import { findEntry } from '../mechanics/entries.ts';
import { lookup } from '../mechanics/lookup.ts';
import type { Ballot, Config } from './config-fields.ts';
import type { Event } from './events.server.ts';
import { pairTurn } from './pair-turn.ts';
import { refusals } from './refusals.ts';
import type { Action } from './schema.ts';
import { findRound, inPlay, openedRound, type OpenedRound, type State } from './state.ts';

export type BallotAction = Extract<Action, { roundId: string }>;

const METHOD_OF: Partial<Record<BallotAction['type'], Ballot['method']>> = {
  approveDesigns: 'approval',
  scoreDesigns: 'score',
  rankDesigns: 'ranked',
  choose: 'pairs',
};

/** Whatever a fan says in a round: it is open, theirs to vote in, and voted in this way. */
export function decideBallot(
  state: State,
  action: BallotAction,
  turn: Turn,
  config: Config,
): Decision<Event> {
  const round = roundOpen(state, config, action.roundId, turn);
  if ('ok' in round) return round;
  const notAllowed = notEligible(config.whoMayVote, turn.verifiedAtMs);
  if (notAllowed) return notAllowed;
  const { roundId } = action;
  if (action.type === 'takeBallotBack') {
    return lookup(round.cast, turn.actorId)
      ? accept([{ type: 'ballotTakenBack', roundId }])
      : refuse(refusals, 'designs/NO_BALLOT');
  }
  if (METHOD_OF[action.type] !== round.ballot.method)
    return refuse(refusals, 'designs/OTHER_BALLOT', { field: 'roundId' });
  if (action.type === 'choose') return decideChoice(state, action, turn, round);
  if (action.type === 'scoreDesigns') {
    const ids = action.scores.map(({ entryId }) => entryId);
    return (
      notVotable(state, round, ids, turn, 'scores') ??
      accept([{ type: 'designsScored', roundId, scores: action.scores }])
    );
  }
  const { most } = round.ballot as { most: number };
  const { entryIds } = action;
  if (entryIds.length > most) return refuse(refusals, 'designs/TOO_MANY', { field: 'entryIds' });
  const refused = notVotable(state, round, entryIds, turn, 'entryIds');
  if (refused) return refused;
  return accept([
    action.type === 'approveDesigns'
      ? { type: 'designsApproved', roundId, entryIds }
      : { type: 'designsRanked', roundId, entryIds },
  ]);
}

function roundOpen(
  state: State,
  config: Config,
  roundId: string,
  { atMs }: Turn,
): OpenedRound | Refused {
  const round = findRound(config, roundId);
  if (!round) return refuse(refusals, 'designs/NO_SUCH_ROUND', { field: 'roundId' });
  if (atMs >= round.closesAtMs) return refuse(refusals, 'designs/ROUND_CLOSED');
  const opened = openedRound(state, roundId);
  return opened && atMs >= round.opensAtMs
    ? opened
    : refuse(refusals, 'designs/ROUND_NOT_OPEN_YET', { retryAtMs: round.opensAtMs });
}

/** Null when these designs may stand on this fan's ballot. */
function notVotable(
  state: State,
  round: OpenedRound,
  ids: readonly string[],
  turn: Turn,
  field: string,
): Refused | null {
  if (new Set(ids).size < ids.length) return refuse(refusals, 'designs/TWICE', { field });
  const votable = new Set(inPlay(state, round.entryIds, turn.disqualified).map(({ id }) => id));
  if (!ids.every((id) => votable.has(id)))
    return refuse(refusals, 'designs/NOT_IN_ROUND', { field });
  return ids.some((id) => findEntry(state.entries, id)?.authorId === turn.actorId)
    ? refuse(refusals, 'designs/OWN_DESIGN', { field })
    : null;
}

function decideChoice(
  state: State,
  action: Extract<BallotAction, { type: 'choose' }>,
  turn: Turn,
  round: OpenedRound,
): Decision<Event> {
  const { next } = pairTurn(state, action.roundId, round, turn.actorId, turn.disqualified);
  if (!next) return refuse(refusals, 'pairs/ALL_ANSWERED');
  const { roundId, leftEntryId, rightEntryId, choice } = action;
  return next.left === leftEntryId && next.right === rightEntryId
    ? accept([{ type: 'chosen', roundId, leftEntryId, rightEntryId, choice }])
    : refuse(refusals, 'pairs/NOT_THIS_PAIR');
}
