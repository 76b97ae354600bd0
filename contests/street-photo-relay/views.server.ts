import type { EpochMs, Moment, Viewer } from '../contract.ts';
import { votesOf, votesUsed } from '../mechanics/ballots.ts';
import { findEntry, overLimit, statusCount, tooManyGone } from '../mechanics/entries.ts';
import { lookup } from '../mechanics/lookup.ts';
import { marksBy } from '../mechanics/jury.ts';
import { publicAccount, voteAccount } from '../mechanics/vote-account.ts';
import { limitsOf, marksNotTaken, nextVotesAtMs, stopNotOpen } from './decisions.server.ts';
import { readinessOf } from './results.server.ts';
import type { Board, Config, Mine, RefusalReason, Review, Stop } from './schema.ts';
import { budgetOf, judgingFromMs, stopWindow, votingOpen, within, type State } from './state.ts';

export function boardOf(state: State, config: Config, moment: Moment): Board {
  // A disqualified photograph keeps its place on the ledger; in the gallery and in the counts it is none.
  const out = [...moment.disqualified].flatMap((id) => {
    const entry = findEntry(state.entries, id);
    return entry?.status === 'approved' ? [entry] : [];
  });
  const stops = config.route.map((stop) => {
    const window = stopWindow(config, stop);
    return {
      id: stop.id,
      status: statusAt(window, moment.atMs),
      ...window,
      approvedCount:
        statusCount(state.entries, stop.id, 'approved') -
        out.filter((entry) => entry.group === stop.id).length,
    };
  });
  return {
    stops,
    batonStopId:
      config.mode === 'relay' ? (stops.find((stop) => stop.status === 'open')?.id ?? null) : null,
    approvedCount: stops.reduce((sum, stop) => sum + stop.approvedCount, 0),
    votes: publicAccount(
      voteAccount(state.ballots, moment.disqualified),
      moment.atMs < judgingFromMs(config),
    ),
  };
}

function statusAt(
  window: { opensAtMs: EpochMs; closesAtMs: EpochMs },
  atMs: EpochMs,
): Board['stops'][number]['status'] {
  if (within(window, atMs)) return 'open';
  return atMs < window.opensAtMs ? 'upcoming' : 'closed';
}

export function mineOf(state: State, config: Config, { atMs }: Moment, fanId: string): Mine {
  const left = (stopId: string) =>
    Math.max(
      0,
      config.votes.budget - votesUsed(state.ballots, fanId, budgetOf(config, stopId, atMs)),
    );
  return {
    entries: (lookup(state.entries.byAuthor, fanId) ?? []).flatMap((id) => {
      const entry = findEntry(state.entries, id);
      if (!entry) return [];
      const { group: stopId, mediaId, status, submittedAtMs } = entry;
      return [
        {
          id,
          stopId,
          mediaId,
          status,
          refusalReason: entry.refusalReason as RefusalReason | null,
          submittedAtMs,
        },
      ];
    }),
    votes: [...votesOf(state.ballots, fanId)],
    stops: config.route.map((stop) => ({
      stopId: stop.id,
      cannotEnter: cannotEnter(state, config, stop, atMs, fanId),
      votesLeft: left(stop.id),
    })),
    votesLeft: config.votes.per === 'stop' ? null : left(''),
    votesRefillAtMs: nextVotesAtMs(config, atMs),
    canVote: votingOpen(config, atMs),
    canWithdraw: atMs < judgingFromMs(config),
  };
}

function cannotEnter(state: State, config: Config, stop: Stop, atMs: EpochMs, fanId: string) {
  const refused =
    stopNotOpen(config, stop, atMs) ??
    overLimit(state.entries, fanId, stop.id, limitsOf(config)) ??
    tooManyGone(state.entries, fanId);
  return (refused?.code ?? null) as Mine['stops'][number]['cannotEnter'];
}

/** Jurors get their own marks only; the desk gets how far everybody is, and no juror's marks. */
export function reviewOf(state: State, config: Config, moment: Moment, viewer: Viewer): Review {
  const own = viewer.role === 'judge' ? marksBy(state.jury, viewer.actorId) : null;
  const notTaken = marksNotTaken(config, moment.atMs);
  return {
    approvedCount: config.route.reduce(
      (sum, stop) => sum + statusCount(state.entries, stop.id, 'approved'),
      0,
    ),
    ownMarks: own ? { ...own } : null,
    ownMarkedCount: own ? countApproved(state, own) : 0,
    marksBlockedBy: notTaken && blockedBy(notTaken),
    desk: ['moderator', 'editor', 'owner'].includes(viewer.role)
      ? deskOf(state, config, moment)
      : null,
  };
}

function countApproved(state: State, marks: Readonly<Record<string, number>>): number {
  return Object.keys(marks).filter((id) => findEntry(state.entries, id)?.status === 'approved')
    .length;
}

function deskOf(state: State, config: Config, moment: Moment): NonNullable<Review['desk']> {
  const readiness = readinessOf(state, config, moment);
  const of = (stopId: string, status: 'pending' | 'approved' | 'refused' | 'withdrawn') =>
    statusCount(state.entries, stopId, status);
  return {
    stops: config.route.map(({ id }) => ({
      id,
      pending: of(id, 'pending'),
      approved: of(id, 'approved'),
      refused: of(id, 'refused'),
      withdrawn: of(id, 'withdrawn'),
    })),
    markCounts: Object.fromEntries(
      Object.entries(state.jury.scores).map(([id, score]) => [id, score.marks]),
    ),
    jurors: Object.entries(state.jury.byJuror).map(([jurorId, marks]) => ({
      jurorId,
      markedCount: countApproved(state, marks),
    })),
    quorum: config.juryQuorum,
    ready: readiness.ready,
    blockedBy: readiness.ready ? null : blockedBy(readiness.refused),
    warnings: readiness.ready ? [...readiness.warnings] : [],
  };
}

function blockedBy({
  code,
  message,
  retryAtMs,
}: {
  code: string;
  message: string;
  retryAtMs?: EpochMs;
}) {
  return { code, message, ...(retryAtMs === undefined ? {} : { retryAtMs }) };
}
