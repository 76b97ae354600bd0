import type { Moment, Viewer } from '../contract.ts';
import { progressOf, type State } from './state.ts';
import { readinessOf } from './results.server.ts';
import type { Config, Review } from './schema.ts';
import { seenFromMs } from './unlocking.ts';
import type { Facts } from './view-schema.ts';

type Desk = NonNullable<Review['desk']>;
type Hint = Desk['hints'][number];

/** Reading, thinking and typing take longer than this. */
const FAST_MS = 5000;
/** Two who solve within this of each other, puzzle after puzzle, may be sitting side by side. */
const TOGETHER_MS = 60_000;
const TOGETHER_PUZZLES = 3;
const MAX_HINTS = 50;

/** For those who run the contest: how the puzzles are doing, and where to look twice. */
export function reviewOf(state: State, config: Config, moment: Moment, viewer: Viewer): Review {
  if (!['moderator', 'editor', 'owner'].includes(viewer.role)) return { desk: null };
  const readiness = readinessOf(state, config, moment);
  const refused = readiness.ready ? null : readiness.refused;
  return {
    desk: {
      players: state.players.count,
      puzzles: state.puzzles.map((facts) => puzzleReview(state, facts)),
      hints: [...fastSolves(state, config), ...solvedTogether(state)].slice(0, MAX_HINTS),
      ready: readiness.ready,
      blockedBy: refused && {
        code: refused.code,
        message: refused.message,
        ...(refused.retryAtMs === undefined ? {} : { retryAtMs: refused.retryAtMs }),
      },
      warnings: readiness.ready ? [...readiness.warnings] : [],
    },
  };
}

function puzzleReview(state: State, { number, title }: Facts): Desk['puzzles'][number] {
  const all = Object.keys(state.progress).map((playerId) => progressOf(state, playerId, number));
  const byDigest = new Map<string, number>();
  for (const { attempts } of all)
    for (const digest of Object.keys(attempts.wrong))
      byDigest.set(digest, (byDigest.get(digest) ?? 0) + 1);
  const solves = all.flatMap(({ solved }) => solved?.atMs ?? []);
  const counts = [...byDigest.values()].filter((times) => times > 1).sort((a, b) => b - a);
  return {
    number,
    title,
    opened: all.filter(
      ({ openedAtMs, attempts, solved }) => openedAtMs !== null || attempts.count > 0 || solved,
    ).length,
    solved: solves.length,
    wrong: all.reduce((sum, { attempts }) => sum + attempts.count, 0),
    hintsTaken: all.reduce((sum, { hintsTaken }) => sum + hintsTaken, 0),
    firstSolvedAtMs: solves.length > 0 ? Math.min(...solves) : null,
    sameWrong: counts.slice(0, 5),
  };
}

function fastSolves(state: State, config: Config): Hint[] {
  return Object.keys(state.progress).flatMap((playerId) =>
    state.puzzles.flatMap((facts): Hint[] => {
      const solvedAtMs = progressOf(state, playerId, facts.number).solved?.atMs;
      const seenAtMs = seenFromMs(state, config, facts, playerId);
      if (solvedAtMs === undefined || seenAtMs === null || solvedAtMs - seenAtMs >= FAST_MS)
        return [];
      const seconds = Math.max(0, Math.floor((solvedAtMs - seenAtMs) / 1000));
      return [{ reason: 'fast', playerId, puzzle: facts.number, seconds }];
    }),
  );
}

/** Pairs who stand next to each other among the solvers of several puzzles, each time within a minute. */
function solvedTogether(state: State): Hint[] {
  const pairs = new Map<string, number[]>();
  for (const { number } of state.puzzles) {
    const solvers = Object.keys(state.progress)
      .flatMap((playerId) => {
        const solve = progressOf(state, playerId, number).solved;
        return solve ? [{ playerId, ...solve }] : [];
      })
      .sort((a, b) => a.seq - b.seq);
    solvers.slice(1).forEach((solver, index) => {
      const before = solvers[index];
      if (!before || solver.atMs - before.atMs > TOGETHER_MS) return;
      const key = [before.playerId, solver.playerId].sort().join(' ');
      pairs.set(key, [...(pairs.get(key) ?? []), number]);
    });
  }
  return [...pairs]
    .filter(([, puzzles]) => puzzles.length >= TOGETHER_PUZZLES)
    .map(([key, puzzles]): Hint => {
      const [playerId = '', otherId = ''] = key.split(' ');
      return { reason: 'together', playerId, otherId, puzzles };
    });
}
