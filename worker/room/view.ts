import { clusterFacts, quarantinedClusters, type ClusterFacts } from '../../contests/clusters.ts';
import type { EpochMs, Readiness, Shortlist, Viewer } from '../../contests/contract.ts';
import { momentAt } from '../../contests/lifecycle.ts';
import type { VoteAccount } from '../../contests/mechanics/vote-account.ts';
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

export interface RoomReview {
  view: RoomView;
  review: unknown;
  readiness: Readiness;
  shortlists: readonly Shortlist[] | null;
  disqualified: Readonly<Record<string, string>>;
  clusters: readonly ClusterFacts[];
  /** The whole account of votes; null where none are given. */
  votes: VoteAccount | null;
  selectedAtMs: number | null;
  confirmedAtMs: number | null;
  announcedAtMs: number | null;
}

// Every view leaves through its strict schema: a field that is not listed there is a fault, never a leak.

/** The same for everybody. */
export function boardOf({ contest, state }: RoomParts, atMs: EpochMs): unknown {
  const moment = momentAt(contest, state, atMs);
  return contest.schemas.board.parse(contest.boardView(state.play, state.core.config, moment));
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
function accountOf({ contest, state }: RoomParts): VoteAccount | null {
  return contest.votes?.account(state.play, Object.keys(state.core.disqualified)) ?? null;
}

/** Whether winners may be selected, with what the core itself has to say about it. */
function readinessOf({ contest, state }: RoomParts, atMs: EpochMs): Readiness {
  const readiness = contest.readiness(
    state.play,
    state.core.config,
    momentAt(contest, state, atMs),
  );
  const open = quarantinedClusters(state.core.clusters);
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
    clusters: clusterFacts(core.clusters),
    votes: accountOf(parts),
    selectedAtMs: core.selectedAtMs,
    confirmedAtMs: core.confirmedAtMs,
    announcedAtMs: core.announcedAtMs,
  };
}
