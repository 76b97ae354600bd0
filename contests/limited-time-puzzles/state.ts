import type { EpochMs, Stage } from '../contract.ts';
import { noAttempts, type Attempts } from '../mechanics/attempts.ts';
import { lookup, obtain } from '../mechanics/lookup.ts';
import { noPlayers, type Players } from '../mechanics/players.ts';
import type { Config } from './schema.ts';
import type { Content, Facts, Solution } from './view-schema.ts';

/** A player's way through one puzzle. */
export interface PuzzleProgress {
  /** When the personal clock began; null without one. */
  openedAtMs: EpochMs | null;
  attempts: Attempts;
  /** What the brand says to the latest wrong answer. */
  close: string | null;
  hintsTaken: number;
  solved: Solve | null;
}

export interface Solve {
  atMs: EpochMs;
  seq: number;
  /** Solves of this puzzle on the ledger before this one. */
  before: number;
}

/** By number of the puzzle. */
export type Progress = Record<string, PuzzleProgress>;

export interface FeedLine {
  playerId: string;
  puzzle: number;
  atMs: EpochMs;
}

/** Plain JSON. Records are keyed by the number of the puzzle, or by the id of the player. */
export interface State {
  players: Players;
  puzzles: Facts[];
  contents: Record<string, Content>;
  hints: Record<string, string[]>;
  solutions: Record<string, Solution>;
  progress: Record<string, Progress>;
  solveCounts: Record<string, number>;
  /** Player who solved it first. */
  firstSolvers: Record<string, string>;
  /** The latest solves, newest first. */
  feed: FeedLine[];
  /** Milliseconds of a personal clock; null for a common window. Fixed with the rules. */
  personalMs: number | null;
}

export function startState(config: Config): State {
  return {
    players: noPlayers(),
    puzzles: [],
    contents: {},
    hints: {},
    solutions: {},
    progress: {},
    solveCounts: {},
    firstSolvers: {},
    feed: [],
    personalMs: config.timing.kind === 'personal' ? config.timing.minutes * 60_000 : null,
  };
}

export function noProgress(): PuzzleProgress {
  return { openedAtMs: null, attempts: noAttempts(), close: null, hintsTaken: 0, solved: null };
}

/** For reading: nothing of it is kept. */
export function progressOf(state: State, playerId: string, puzzle: number): PuzzleProgress {
  const progress = lookup(state.progress, playerId);
  return (progress && lookup(progress, String(puzzle))) ?? noProgress();
}

/** For changing. */
export function ownProgress(state: State, playerId: string, puzzle: number): PuzzleProgress {
  return obtain(
    obtain(state.progress, playerId, () => ({})),
    String(puzzle),
    noProgress,
  );
}

/** Numbers of the puzzles that a player has solved. */
export function solvedBy(state: State, playerId: string): Set<number> {
  const progress = lookup(state.progress, playerId) ?? {};
  return new Set(
    Object.keys(progress)
      .map(Number)
      .filter((number) => progress[number]?.solved),
  );
}

export function factsOf(state: State, puzzle: number): Facts | undefined {
  return state.puzzles[puzzle - 1];
}

export function solveCount(state: State, puzzle: number): number {
  return lookup(state.solveCounts, String(puzzle)) ?? 0;
}

export function isOpenAt({ schedule }: Config, atMs: EpochMs): boolean {
  return schedule.opensAtMs <= atMs && atMs < schedule.closesAtMs;
}

/** The frozen schedule. Every later release is a stage, since its puzzles come at its border. */
export function stagesOf({ schedule, releases }: Config): Stage[] {
  const { opensAtMs, closesAtMs, resultsAtMs } = schedule;
  return [
    { id: 'teaser', label: 'Teaser', opensAtMs: 0, closesAtMs: opensAtMs },
    { id: 'puzzles', label: 'Puzzles', opensAtMs, closesAtMs },
    ...releases.map(({ atMs }, index) => ({
      id: `release:${index + 1}`,
      label: 'Next release',
      opensAtMs: atMs,
      closesAtMs,
    })),
    { id: 'solutions', label: 'Solutions', opensAtMs: closesAtMs, closesAtMs: resultsAtMs },
  ];
}
