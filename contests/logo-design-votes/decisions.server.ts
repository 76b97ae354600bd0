import {
  accept,
  refuse,
  type Decision,
  type EpochMs,
  type Moment,
  type Refused,
  type Turn,
} from '../contract.ts';
import { notEligible } from '../mechanics/eligibility.ts';
import {
  acceptablePhoto,
  findEntry,
  notApprovable,
  notRefusable,
  notWithdrawable,
  overLimit,
  tooManyGone,
  statusCount,
  type EntryLimits,
} from '../mechanics/entries.ts';
import { erasable } from '../mechanics/texts.ts';
import { decideBallot } from './ballot-decisions.server.ts';
import type { Config } from './config-fields.ts';
import type { Event } from './events.server.ts';
import { refusals } from './refusals.ts';
import { finalists } from './results.server.ts';
import type { Action } from './schema.ts';
import {
  finalistsKnownAtMs,
  GROUP,
  openedRound,
  votingClosesAtMs,
  votingOpensAtMs,
  type State,
} from './state.ts';

type ActionOf<Type extends Action['type']> = Extract<Action, { type: Type }>;

/** All designs are in one group, so that the limit per fan is the only one. */
export function limitsOf({ entries }: Config): EntryLimits {
  return { perFan: entries.perFan, perGroup: Number.MAX_SAFE_INTEGER };
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
    case 'withdraw': {
      const refused = notWithdrawable(state.entries, action.entryId, turn.actorId);
      if (refused) return refused;
      if (turn.atMs >= votingClosesAtMs(config)) return refuse(refusals, 'designs/VOTING_OVER');
      return accept([{ type: 'withdrawn', entryId: action.entryId }]);
    }
    case 'approve':
      return decideApprove(state, action, turn, config);
    case 'refuse':
      return decideRefuse(state, action, turn, config);
    case 'mark':
      return decideMark(state, action, turn, config);
    default:
      return decideBallot(state, action, turn, config);
  }
}

/** Null when designs of fans are taken at `atMs`. */
export function entriesNotOpen({ source, entries }: Config, atMs: EpochMs): Refused | null {
  if (source === 'brand') return refuse(refusals, 'designs/BRAND_OFFERS');
  if (atMs < entries.opensAtMs)
    return refuse(refusals, 'designs/ENTRIES_NOT_OPEN_YET', { retryAtMs: entries.opensAtMs });
  return atMs < entries.closesAtMs ? null : refuse(refusals, 'designs/ENTRIES_CLOSED');
}

function decideSubmit(
  state: State,
  action: ActionOf<'submit'>,
  turn: Turn,
  config: Config,
): Decision<Event> {
  const refused =
    entriesNotOpen(config, turn.atMs) ??
    notEligible(config.entries.whoMayEnter, turn.verifiedAtMs) ??
    (action.acceptsRulesVersion === turn.configVersion
      ? null
      : refuse(refusals, 'designs/RULES_CHANGED', { field: 'acceptsRulesVersion' })) ??
    overLimit(state.entries, turn.actorId, GROUP, limitsOf(config)) ??
    tooManyGone(state.entries, turn.actorId);
  if (refused) return refused;
  const picture = acceptablePhoto(state.entries, turn.media, action.mediaId, turn.actorId);
  if (!picture.ok) return picture;
  const rationale = erasable(turn, 'rationale', action.rationale);
  const credit = erasable(turn, 'credit', action.credit);
  const event: Event = {
    type: 'submitted',
    entryId: turn.freshId,
    mediaId: picture.media.id,
    fingerprint: picture.media.fingerprint,
    rationaleHash: rationale.hash,
    creditHash: credit.hash,
    acceptedRulesVersion: action.acceptsRulesVersion,
  };
  return accept([event], [rationale, credit]);
}

function decideApprove(
  state: State,
  { entryId }: ActionOf<'approve'>,
  turn: Turn,
  config: Config,
): Decision<Event> {
  const refused = notApprovable(state.entries, entryId, limitsOf(config));
  if (refused) return refused;
  const [first] = config.rounds;
  const opened = first && openedRound(state, first.id);
  // A design that was in the vote may come back after a refusal by mistake; a new one would have missed ballots.
  if (turn.atMs >= votingOpensAtMs(config) && !opened?.entryIds.includes(entryId))
    return refuse(refusals, 'designs/TOO_LATE_TO_APPROVE', { field: 'entryId' });
  if (statusCount(state.entries, GROUP, 'approved') >= config.entries.designLimit)
    return refuse(refusals, 'designs/FULL', { field: 'entryId' });
  return accept([{ type: 'approved', entryId }]);
}

function decideRefuse(
  state: State,
  action: ActionOf<'refuse'>,
  turn: Turn,
  config: Config,
): Decision<Event> {
  const refused = notRefusable(state.entries, action.entryId);
  if (refused) return refused;
  if (config.source === 'brand') return refuse(refusals, 'designs/OFFERED', { field: 'entryId' });
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
export function marksNotTaken(config: Config, { atMs }: Pick<Moment, 'atMs'>): Refused | null {
  if (config.selection.by === 'votes') return refuse(refusals, 'jury/NO_JURY');
  const knownAtMs = finalistsKnownAtMs(config);
  if (atMs < knownAtMs) return refuse(refusals, 'designs/NOT_FINAL', { retryAtMs: knownAtMs });
  // Public standings would show every mark as it comes, and jurors must not see each other's.
  const closesAtMs = votingClosesAtMs(config);
  return config.standingsVisible && atMs < closesAtMs
    ? refuse(refusals, 'jury/NOT_YET', { retryAtMs: closesAtMs })
    : null;
}

function decideMark(
  state: State,
  action: ActionOf<'mark'>,
  turn: Turn,
  config: Config,
): Decision<Event> {
  const refused = marksNotTaken(config, turn);
  if (refused) return refused;
  if (!finalists(state, config, turn).includes(action.entryId))
    return refuse(refusals, 'designs/NOT_A_FINALIST', { field: 'entryId' });
  if (findEntry(state.entries, action.entryId)?.authorId === turn.actorId)
    return refuse(refusals, 'jury/OWN_ENTRY', { field: 'entryId' });
  return accept([{ type: 'marked', entryId: action.entryId, points: action.points }]);
}
