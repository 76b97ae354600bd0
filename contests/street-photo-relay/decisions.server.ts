import {
  accept,
  refuse,
  type Decision,
  type EpochMs,
  type Refused,
  type Turn,
} from '../contract.ts';
import { DAY_MS, hasVoted, notCastable, votingDay } from '../mechanics/ballots.ts';
import { notEligible } from '../mechanics/eligibility.ts';
import {
  acceptablePhoto,
  findEntry,
  notApprovable,
  notRefusable,
  notWithdrawable,
  overLimit,
  tooManyGone,
  type EntryLimits,
} from '../mechanics/entries.ts';
import { erasable } from '../mechanics/texts.ts';
import type { Event } from './events.server.ts';
import { refusals } from './refusals.ts';
import type { Action, Config, Stop } from './schema.ts';
import { budgetOf, findStop, judgingFromMs, stopWindow, votingOpen, type State } from './state.ts';

type ActionOf<Type extends Action['type']> = Extract<Action, { type: Type }>;

export function limitsOf(config: Config): EntryLimits {
  return { perFan: config.entriesPerFan, perGroup: config.entriesPerStop };
}

export function decideAction(
  state: State,
  action: Action,
  turn: Turn,
  config: Config,
): Decision<Event> {
  switch (action.type) {
    case 'submit':
      return decideSubmit(state, action, turn, config);
    case 'withdraw':
      return decideWithdraw(state, action, turn, config);
    case 'vote':
      return decideVote(state, action, turn, config);
    case 'unvote':
      return decideUnvote(state, action, turn, config);
    case 'approve':
      return (
        notApprovable(state.entries, action.entryId, limitsOf(config)) ??
        accept([{ type: 'approved', entryId: action.entryId }])
      );
    case 'refuse':
      return decideRefuse(state, action, turn);
    case 'mark':
      return decideMark(state, action, turn, config);
  }
}

/** Null when entries for the stop are taken at `atMs`. */
export function stopNotOpen(config: Config, stop: Stop, atMs: number): Refused | null {
  const { opensAtMs, closesAtMs } = stopWindow(config, stop);
  if (atMs < opensAtMs)
    return refuse(refusals, 'relay/STOP_NOT_OPEN_YET', { field: 'stopId', retryAtMs: opensAtMs });
  return atMs < closesAtMs ? null : refuse(refusals, 'relay/STOP_CLOSED', { field: 'stopId' });
}

function decideSubmit(
  state: State,
  action: ActionOf<'submit'>,
  turn: Turn,
  config: Config,
): Decision<Event> {
  const stop = findStop(config, action.stopId);
  if (!stop) return refuse(refusals, 'relay/NO_SUCH_STOP', { field: 'stopId' });
  const refused =
    stopNotOpen(config, stop, turn.atMs) ??
    notEligible(config.whoMayEnter, turn.verifiedAtMs) ??
    (action.acceptsRulesVersion === turn.configVersion
      ? null
      : refuse(refusals, 'relay/RULES_CHANGED', { field: 'acceptsRulesVersion' })) ??
    overLimit(state.entries, turn.actorId, stop.id, limitsOf(config)) ??
    tooManyGone(state.entries, turn.actorId);
  if (refused) return refused;
  const photo = acceptablePhoto(state.entries, turn.media, action.mediaId, turn.actorId);
  if (!photo.ok) return photo;
  const caption = erasable(turn, 'caption', action.caption);
  const credit = erasable(turn, 'credit', action.credit);
  const event: Event = {
    type: 'submitted',
    entryId: turn.freshId,
    stopId: stop.id,
    mediaId: photo.media.id,
    fingerprint: photo.media.fingerprint,
    captionHash: caption.hash,
    creditHash: credit.hash,
    acceptedRulesVersion: action.acceptsRulesVersion,
  };
  return accept([event], [caption, credit]);
}

function decideWithdraw(
  state: State,
  action: ActionOf<'withdraw'>,
  turn: Turn,
  config: Config,
): Decision<Event> {
  const refused = notWithdrawable(state.entries, action.entryId, turn.actorId);
  if (refused) return refused;
  if (turn.atMs >= judgingFromMs(config)) return refuse(refusals, 'relay/JUDGING');
  return accept([{ type: 'withdrawn', entryId: action.entryId }]);
}

function decideVote(
  state: State,
  action: ActionOf<'vote'>,
  turn: Turn,
  config: Config,
): Decision<Event> {
  const closed = votingClosed(config, turn);
  if (closed) return closed;
  const notAllowed = notEligible(config.whoMayVote, turn.verifiedAtMs);
  if (notAllowed) return notAllowed;
  const entry = findEntry(state.entries, action.entryId);
  // The same answer for an unknown and for a pending entry: what is not in the gallery is nobody's business.
  if (!entry || entry.status !== 'approved' || turn.disqualified.has(entry.id))
    return refuse(refusals, 'ballots/NOT_IN_GALLERY', { field: 'entryId' });
  const refused = notCastable(state.ballots, {
    voterId: turn.actorId,
    targetId: entry.id,
    authorId: entry.authorId,
    budget: budgetOf(config, entry.group, turn.atMs),
    limit: config.votes.budget,
  });
  if (refused?.code === 'ballots/NO_VOTES_LEFT' && config.votes.per === 'day') {
    const retryAtMs = nextVotesAtMs(config, turn.atMs);
    return retryAtMs === null
      ? refused
      : refuse(refusals, 'ballots/NO_VOTES_LEFT_TODAY', { retryAtMs });
  }
  return refused ?? accept([{ type: 'voted', entryId: entry.id }]);
}

/** When votes per day come back; null when voting closes before that, or votes are not counted by the day. */
export function nextVotesAtMs(config: Config, atMs: number): number | null {
  if (config.votes.per !== 'day' || !votingOpen(config, atMs)) return null;
  const { votingOpensAtMs, votingClosesAtMs } = config.schedule;
  const nextMs = votingOpensAtMs + (votingDay(votingOpensAtMs, atMs) + 1) * DAY_MS;
  return nextMs < votingClosesAtMs ? nextMs : null;
}

function decideUnvote(
  state: State,
  action: ActionOf<'unvote'>,
  turn: Turn,
  config: Config,
): Decision<Event> {
  const closed = votingClosed(config, turn);
  if (closed) return closed;
  return hasVoted(state.ballots, turn.actorId, action.entryId)
    ? accept([{ type: 'unvoted', entryId: action.entryId }])
    : refuse(refusals, 'ballots/NOT_VOTED', { field: 'entryId' });
}

function votingClosed(config: Config, { atMs }: Turn): Refused | null {
  if (votingOpen(config, atMs)) return null;
  const { votingOpensAtMs } = config.schedule;
  const later = config.votes.budget > 0 && atMs < votingOpensAtMs;
  return refuse(refusals, 'ballots/CLOSED', later ? { retryAtMs: votingOpensAtMs } : {});
}

function decideRefuse(state: State, action: ActionOf<'refuse'>, turn: Turn): Decision<Event> {
  const refused = notRefusable(state.entries, action.entryId);
  if (refused) return refused;
  const note = action.note === undefined ? null : erasable(turn, 'note', action.note);
  const event: Event = {
    type: 'refused',
    entryId: action.entryId,
    reason: action.reason,
    noteHash: note?.hash ?? null,
  };
  return accept([event], note ? [note] : []);
}

/** Null when the jury's marks are taken at `atMs`. */
export function marksNotTaken(config: Config, atMs: EpochMs): Refused | null {
  if (config.selection.by === 'votes') return refuse(refusals, 'jury/NO_JURY');
  // Public standings would show every mark as it comes, and jurors must not see each other's.
  return config.standingsVisible && atMs < judgingFromMs(config)
    ? refuse(refusals, 'jury/NOT_YET', { retryAtMs: judgingFromMs(config) })
    : null;
}

function decideMark(
  state: State,
  action: ActionOf<'mark'>,
  turn: Turn,
  config: Config,
): Decision<Event> {
  const refused = marksNotTaken(config, turn.atMs);
  if (refused) return refused;
  const entry = findEntry(state.entries, action.entryId);
  if (!entry || entry.status !== 'approved')
    return refuse(refusals, 'jury/NOT_IN_GALLERY', { field: 'entryId' });
  if (entry.authorId === turn.actorId)
    return refuse(refusals, 'jury/OWN_ENTRY', { field: 'entryId' });
  return accept([{ type: 'marked', entryId: entry.id, points: action.points }]);
}
