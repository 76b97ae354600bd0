import type { AnyContest, Recorded } from '../../contests/contract.ts';
import {
  applyEvent,
  awardsOf,
  type ContestEvent,
  type ContestState,
  type CoreEvent,
} from '../../contests/lifecycle.ts';
import { canonicalJson, sha256Hex } from './chain.ts';

// Rows of the projection tables as pure functions of the state: the room writes those that a block touched,
// `npm run rebuild` writes them all, and both must come out the same byte for byte.

export interface EntryRow {
  id: string;
  groupId: string;
  authorId: string;
  mediaId: string | null;
  captionHash: string | null;
  creditHash: string | null;
  status: string;
  refusalReason: string | null;
  votes: number;
  submittedAtMs: number;
  shuffle: number;
}

export interface StandingRow {
  groupId: string;
  id: string;
  rank: number;
  position: number;
  figures: string;
}

export interface AwardRow {
  groupId: string;
  place: number;
  standingId: string;
  honour: string;
}

export interface RulesRow {
  version: number;
  config: string;
  hash: string;
  reason: string | null;
  publishedAtMs: number;
}

/** Which projection rows are out of date. */
export class Touched {
  readonly entryIds = new Set<string>();
  readonly groups = new Set<string>();
  readonly rules: RulesRow[] = [];
  awards = false;
  allGroups = false;
}

/** Applies an event and notes in `touched` which rows it makes out of date. */
export function applyAndNote(
  contest: AnyContest,
  state: ContestState | null,
  event: Recorded<ContestEvent>,
  touched: Touched,
): ContestState {
  const change = applyEvent(contest, state, event);
  for (const id of change.entryIds) {
    touched.entryIds.add(id);
    const entry = contest.entry(change.state.play, id);
    if (entry) touched.groups.add(entry.group);
  }
  if (change.awards) touched.awards = true;
  const data = event.data as CoreEvent;
  if (data.type === 'core.published' || data.type === 'core.rulesChanged') {
    touched.allGroups = true;
    touched.rules.push({
      version: data.configVersion,
      config: canonicalJson(data.config),
      hash: sha256Hex(canonicalJson(data.config)),
      reason: data.type === 'core.rulesChanged' ? data.reason : null,
      publishedAtMs: event.atMs,
    });
  }
  if (data.type === 'core.disqualified') touched.allGroups = true;
  return change.state;
}

export function entryRow(contest: AnyContest, state: ContestState, id: string): EntryRow | null {
  const facts = contest.entry(state.play, id);
  if (!facts) return null;
  return {
    id,
    groupId: facts.group,
    authorId: facts.authorId,
    mediaId: facts.mediaId,
    captionHash: facts.captionHash,
    creditHash: facts.creditHash,
    status: id in state.core.disqualified ? 'disqualified' : facts.status,
    refusalReason: facts.refusalReason,
    votes: facts.votes,
    submittedAtMs: facts.submittedAtMs,
    // Any fixed function of the id does; 31 bits, so that sums and products stay exact in SQLite.
    shuffle: Number.parseInt(sha256Hex(id).slice(0, 8), 16) >>> 1,
  };
}

/**
 * Standings of one group that are kept on file. Everybody behind them stands on the ledger like the others; rewriting the
 * rows of a hundred thousand players at each block would help nobody.
 */
const STANDINGS_KEPT = 1_000;

export function standingRows(
  contest: AnyContest,
  state: ContestState,
  group: string,
): StandingRow[] {
  const excluded = new Set(Object.keys(state.core.disqualified));
  return contest
    .tally(state.play, state.core.config, group, excluded)
    .slice(0, STANDINGS_KEPT)
    .map((standing, position) => ({
      groupId: group,
      id: standing.id,
      rank: standing.rank,
      position,
      figures: canonicalJson(standing.figures),
    }));
}

export function awardRows(state: ContestState): AwardRow[] {
  return awardsOf(state.core).map(({ group, place, standingId, honour }) => ({
    groupId: group,
    place,
    standingId,
    honour,
  }));
}
