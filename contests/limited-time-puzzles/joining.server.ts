import { joinAttempts, wrongBefore } from '../mechanics/attempts.ts';
import { count, lookup } from '../mechanics/lookup.ts';
import { joinPlayers, playerOf, type Player } from '../mechanics/players.ts';
import {
  noProgress,
  progressOf,
  solveCount,
  type Progress,
  type PuzzleProgress,
  type Solve,
  type State,
} from './state.ts';
import type { Facts } from './view-schema.ts';

export function isKnown(state: State, fanId: string): boolean {
  return playerOf(state.players, fanId) !== undefined;
}

/**
 * A guest turned out to be a verified fan. What both have done is put together, so that nobody plays a puzzle twice: it counts
 * once, by its earlier solve; wrong answers add up, hints taken by one are taken by both, the clock that began first goes on.
 * A solve that this leaves no try or no time for no longer counts.
 */
export function joinFan(
  state: State,
  formerId: string,
  fanId: string,
): { state: State; touched: readonly string[] } {
  const { merged, touched } = joinPlayers(state.players, formerId, fanId);
  if (merged) mergeProgress(state, merged.from, merged.into);
  return { state, touched };
}

function mergeProgress(state: State, from: Player, into: Player): void {
  const merged: Progress = {};
  for (const facts of state.puzzles) {
    const own = progressOf(state, into.id, facts.number);
    const former = progressOf(state, from.id, facts.number);
    const both = mergePuzzle(state, facts, own, former);
    if (JSON.stringify(both) !== JSON.stringify(noProgress())) merged[facts.number] = both;
  }
  state.progress[into.id] = merged;
  delete state.progress[from.id];
  into.joinedAtMs = Math.min(into.joinedAtMs, from.joinedAtMs);
  mergeFeed(state, from.id, into.id);
}

function mergePuzzle(
  state: State,
  facts: Facts,
  own: PuzzleProgress,
  former: PuzzleProgress,
): PuzzleProgress {
  const opened = [own.openedAtMs, former.openedAtMs].filter((atMs) => atMs !== null);
  const attempts = joinAttempts(own.attempts, former.attempts);
  const openedAtMs = opened.length > 0 ? Math.min(...opened) : null;
  const solves = [own.solved, former.solved]
    .filter((solve): solve is Solve => solve !== null)
    .sort((a, b) => a.seq - b.seq);
  const counting = solves.filter((solve) => {
    const inTime =
      state.personalMs === null ||
      openedAtMs === null ||
      solve.atMs < openedAtMs + state.personalMs;
    const hadTries = facts.tries === 0 || wrongBefore(attempts, solve.atMs) < facts.tries;
    return inTime && hadTries;
  });
  const solved = counting[0] ?? null;
  const later = own.attempts.lastAtMs >= former.attempts.lastAtMs ? own : former;
  const gone = solves.length - (solved ? 1 : 0);
  if (gone > 0) count(state.solveCounts, String(facts.number), -gone);
  return {
    openedAtMs,
    attempts,
    close: later.close,
    hintsTaken: Math.max(own.hintsTaken, former.hintsTaken),
    solved,
  };
}

/** The feed and the first solvers name the one who goes on, and forget what no longer counts. */
function mergeFeed(state: State, fromId: string, intoId: string): void {
  const seen = new Set<string>();
  state.feed = state.feed
    .map((line) => (line.playerId === fromId ? { ...line, playerId: intoId } : line))
    .filter((line) => {
      if (line.playerId !== intoId) return true;
      const solve = progressOf(state, intoId, line.puzzle).solved;
      const key = `${line.puzzle}`;
      if (solve?.atMs !== line.atMs || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  for (const { number } of state.puzzles) {
    const first = lookup(state.firstSolvers, String(number));
    if (first === fromId || first === intoId) renameFirst(state, number);
  }
}

function renameFirst(state: State, number: number): void {
  delete state.firstSolvers[number];
  if (solveCount(state, number) === 0) return;
  let best: { playerId: string; seq: number } | null = null;
  for (const playerId of Object.keys(state.progress)) {
    const seq = progressOf(state, playerId, number).solved?.seq;
    if (seq !== undefined && (!best || seq < best.seq)) best = { playerId, seq };
  }
  if (best) state.firstSolvers[number] = best.playerId;
}
