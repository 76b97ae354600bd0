import type { Moment } from '../contract.ts';
import { nextTryAtMs, triesLeft } from '../mechanics/attempts.ts';
import { lookup } from '../mechanics/lookup.ts';
import { playerOf, type Player } from '../mechanics/players.ts';
import { pointsFor, scoreOf } from './results.server.ts';
import type { Board, Config, Mine } from './schema.ts';
import {
  noProgress,
  progressOf,
  solveCount,
  solvedBy,
  type PuzzleProgress,
  type State,
} from './state.ts';
import { deadlineAtMs, isUnlocked, opensAtMs } from './unlocking.ts';
import type { Facts, MyPuzzle, Status } from './view-schema.ts';

/** Whether the public may see who has solved what. */
export function standingsVisible(config: Config, moment: Pick<Moment, 'announced'>): boolean {
  return moment.announced || config.standingsVisible;
}

export function boardOf(state: State, config: Config, moment: Moment): Board {
  const visible = standingsVisible(config, moment);
  const shown = (playerId: string | undefined) =>
    visible && playerId !== undefined && !moment.disqualified.has(playerId) ? playerId : null;
  return {
    puzzles: state.puzzles.map((facts) => ({
      ...facts,
      opensAtMs: opensAtMs(config, facts.unlock),
      solvedCount: solveCount(state, facts.number),
      firstSolverId: shown(firstSolver(state, facts.number)),
    })),
    playerCount: state.players.count,
    feed: state.feed
      .filter((line) => shown(line.playerId) !== null)
      .map((line) => ({ ...line, first: firstSolver(state, line.puzzle) === line.playerId })),
    revealed: Object.keys(state.solutions).length > 0,
  };
}

function firstSolver(state: State, puzzle: number): string | undefined {
  return lookup(state.firstSolvers, String(puzzle));
}

/** A fan's own game. What a puzzle says is here only when this fan may see it. */
export function mineOf(state: State, config: Config, moment: Moment, fanId: string): Mine {
  const player = playerOf(state.players, fanId);
  const solved = player ? solvedBy(state, player.id) : new Set<number>();
  const score = player ? scoreOf(state, config, player.id) : null;
  return {
    playerId: player?.id ?? null,
    name: nameOf(player),
    points: score?.points ?? 0,
    solvedCount: score?.solved ?? 0,
    wrongCount: score?.wrong ?? 0,
    puzzles: state.puzzles.map((facts) =>
      myPuzzle(state, config, moment, { facts, player, solved }),
    ),
  };
}

function nameOf(player: Player | undefined): Mine['name'] {
  if (player?.nameTakenDown) return 'takenDown';
  return player?.nameHash ? 'shown' : 'none';
}

interface Seat {
  facts: Facts;
  player: Player | undefined;
  solved: ReadonlySet<number>;
}

function myPuzzle(state: State, config: Config, moment: Moment, seat: Seat): MyPuzzle {
  const { facts, player, solved } = seat;
  const { number } = facts;
  const progress = player ? progressOf(state, player.id, number) : noProgress();
  const deadline = deadlineAtMs(state, config, progress);
  const rules = { limit: facts.tries, coolDown: config.coolDown };
  const readyAtMs = nextTryAtMs(progress.attempts, rules);
  const content = lookup(state.contents, String(number)) ?? null;
  const unlocked =
    config.schedule.opensAtMs <= moment.atMs &&
    isUnlocked(config, facts.unlock, solved, moment.atMs);
  const visible =
    state.personalMs === null ? unlocked || !!progress.solved : progress.openedAtMs !== null;
  const over = moment.atMs >= config.schedule.closesAtMs;
  const shown = visible || over ? content : null;
  const status = statusOf(moment.atMs, {
    progress,
    deadline,
    unlocked,
    over,
    open: shown !== null,
    spent: triesLeft(progress.attempts, facts.tries) === 0,
  });
  return {
    number,
    status,
    content: shown,
    openedAtMs: progress.openedAtMs,
    deadlineAtMs: deadline,
    wrongCount: progress.attempts.count,
    triesLeft: triesLeft(progress.attempts, facts.tries),
    nextTryAtMs: status === 'open' && readyAtMs > moment.atMs ? readyAtMs : null,
    close: progress.close,
    hints: (lookup(state.hints, String(number)) ?? []).slice(0, progress.hintsTaken),
    solved:
      progress.solved && player
        ? solveOf(state, config, facts, player.id, progress.solved.atMs)
        : null,
    solution: lookup(state.solutions, String(number)) ?? null,
  };
}

function solveOf(state: State, config: Config, facts: Facts, playerId: string, atMs: number) {
  return {
    atMs,
    points: pointsFor(state, config, facts, playerId),
    first: firstSolver(state, facts.number) === playerId,
  };
}

interface Situation {
  progress: PuzzleProgress;
  deadline: number | null;
  unlocked: boolean;
  over: boolean;
  open: boolean;
  spent: boolean;
}

function statusOf(
  atMs: number,
  { progress, deadline, unlocked, over, open, spent }: Situation,
): Status {
  if (progress.solved) return 'solved';
  if (over) return 'closed';
  if (!unlocked) return 'locked';
  if (!open) return 'ready';
  if (spent) return 'spent';
  return deadline !== null && atMs >= deadline ? 'late' : 'open';
}
