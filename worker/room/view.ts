import { decisionsOn } from '../../contests/cluster-figures.ts';
import { clusterFacts, quarantinedClusters, type ClusterFacts } from '../../contests/clusters.ts';
import type { EpochMs, Readiness, Shortlist, Viewer } from '../../contests/contract.ts';
import { momentAt, type ContestState } from '../../contests/lifecycle.ts';
import {
  PublicVoteAccount,
  type VoteAccount,
  type VoteDecisions,
} from '../../contests/mechanics/vote-account.ts';
import type { LiveMessage } from '../wire/contest.ts';
import type { RoomParts } from './parts.ts';

/** What a read of the room gives. `mine` and `review` only when asked for. */
export interface RoomView {
  seq: number;
  nowMs: number;
  open: readonly string[];
  announced: boolean;
  configVersion: number;
  config: unknown;
  board: unknown;
  mine: unknown;
}

/** What of it all viewers are told. */
export function liveMessageOf(view: RoomView): LiveMessage {
  const { seq, nowMs, open, announced, configVersion, board } = view;
  return { type: 'board', seq, nowMs, open: [...open], announced, configVersion, board };
}

export interface RoomReview {
  view: RoomView;
  review: unknown;
  readiness: Readiness;
  shortlists: readonly Shortlist[] | null;
  disqualified: Readonly<Record<string, string>>;
  clusters: readonly ClusterFacts[];
  /** The whole account of votes; null where none are given. */
  votes: (VoteAccount & Pick<PublicVoteAccount, 'decisions' | 'settled'>) | null;
  selectedAtMs: number | null;
  confirmedAtMs: number | null;
  announcedAtMs: number | null;
}

// Every view leaves through its strict schema: a field that is not listed there is a fault, never a leak.

/** The same for everybody. */
export function boardOf(parts: RoomParts, atMs: EpochMs): unknown {
  const { contest, state } = parts;
  const moment = momentAt(contest, state, atMs);
  const board = contest.boardView(state.play, state.core.config, moment);
  return contest.schemas.board.parse(withReasons(board, parts));
}

/**
 * A type that shows the account of votes shows it as `votes`. Why votes were set aside the core knows. Whether winners are
 * selected nobody is told before the announcement.
 */
function withReasons(board: unknown, parts: RoomParts): unknown {
  const votes = PublicVoteAccount.safeParse((board as { votes?: unknown } | null)?.votes).data;
  if (!votes) return board;
  const decisions = votes.counted === null ? null : knownDecisions(parts);
  const settled = parts.state.core.announcedAtMs !== null;
  return { ...(board as object), votes: { ...votes, decisions, settled } };
}

/** Reasons by state and number of disqualified entries: whatever else changes them makes a new state. */
const known = new WeakMap<ContestState, { out: number; decisions: VoteDecisions }>();

/** A result is asked for by many at once, and every vote that was looked into is counted for it. */
function knownDecisions({ contest, state }: RoomParts): VoteDecisions {
  const out = Object.keys(state.core.disqualified).length;
  const before = known.get(state);
  if (before?.out === out) return before.decisions;
  const decisions = decisionsOn(contest, state);
  known.set(state, { out, decisions });
  return decisions;
}

/** What one person may know of their own play. */
export function mineOf({ contest, state }: RoomParts, atMs: EpochMs, fanId: string): unknown {
  const moment = momentAt(contest, state, atMs);
  return contest.schemas.mine.parse(contest.fanView(state.play, state.core.config, moment, fanId));
}

/** For the desk only. */
function reviewOf({ contest, state }: RoomParts, atMs: EpochMs, viewer: Viewer): unknown {
  const moment = momentAt(contest, state, atMs);
  return contest.schemas.review.parse(
    contest.reviewView(state.play, state.core.config, moment, viewer),
  );
}

/** The account of votes as those who decide see it. */
function accountOf({ contest, state }: RoomParts): RoomReview['votes'] {
  const account = contest.votes?.account(state.play, Object.keys(state.core.disqualified));
  if (!account) return null;
  const settled = state.core.shortlists !== null;
  return { ...account, decisions: decisionsOn(contest, state), settled };
}

/** Whether winners may be selected, with what the core itself has to say about it. */
function readinessOf({ contest, state }: RoomParts, atMs: EpochMs): Readiness {
  const readiness = contest.readiness(
    state.play,
    state.core.config,
    momentAt(contest, state, atMs),
  );
  const open = quarantinedClusters(contest, state);
  if (!readiness.ready || open.clusters === 0) return readiness;
  const warning = `Votes in quarantine: ${open.votes}, in ${open.clusters} ${open.clusters === 1 ? 'group' : 'groups'}. They do not count unless you clear them first.`;
  return { ready: true, warnings: [...readiness.warnings, warning] };
}

/** What the desk sees, with what everybody sees besides. */
export function roomReviewOf(parts: RoomParts, view: RoomView, viewer: Viewer): RoomReview {
  const { core } = parts.state;
  return {
    view,
    review: reviewOf(parts, view.nowMs, viewer),
    readiness: readinessOf(parts, view.nowMs),
    shortlists: core.shortlists,
    disqualified: { ...core.disqualified },
    clusters: clusterFacts(parts.contest, parts.state),
    votes: accountOf(parts),
    selectedAtMs: core.selectedAtMs,
    confirmedAtMs: core.confirmedAtMs,
    announcedAtMs: core.announcedAtMs,
  };
}
