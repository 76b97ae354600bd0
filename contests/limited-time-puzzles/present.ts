import { lessHints, pointsAfterSolves, pointsAfterTime } from './points.ts';
import type { Board, Config } from './schema.ts';
import type { MyPuzzle, Status } from './view-schema.ts';

export type BoardPuzzle = Board['puzzles'][number];

/** A puzzle as a fan sees it now: the server's view, and what its clock has changed since. */
export interface Present {
  facts: BoardPuzzle;
  mine: MyPuzzle;
  status: Status;
  /** When the next answer is taken; null when one is now, or none ever will be. */
  nextTryAtMs: number | null;
  /** Points that solving it now would give, hints taken off. */
  worth: number;
}

/** Board and own view together. A puzzle that one of them lacks is left out until both have it. */
export function present(
  board: Board,
  mine: readonly MyPuzzle[],
  config: Config,
  nowMs: number,
): Present[] {
  return board.puzzles.flatMap((facts) => {
    const own = mine.find(({ number }) => number === facts.number);
    if (!own) return [];
    const status = statusAt(own, config, nowMs);
    const cooling = status === 'open' && own.nextTryAtMs !== null && own.nextTryAtMs > nowMs;
    return [
      {
        facts,
        mine: own,
        status,
        nextTryAtMs: cooling ? own.nextTryAtMs : null,
        worth: worthAt(facts, own, config, nowMs),
      },
    ];
  });
}

/** The server decides again on every act; here only what its clock brings is put right between two of its words. */
function statusAt(own: MyPuzzle, config: Config, nowMs: number): Status {
  const { status, deadlineAtMs } = own;
  const inPlay = status === 'open' || status === 'ready';
  if (inPlay && nowMs >= config.schedule.closesAtMs) return 'closed';
  return status === 'open' && deadlineAtMs !== null && nowMs >= deadlineAtMs ? 'late' : status;
}

function worthAt(facts: BoardPuzzle, own: MyPuzzle, config: Config, nowMs: number): number {
  const prices = facts.hintPrices.slice(0, own.hints.length);
  return lessHints(worthBeforeHints(facts, own, config, nowMs), prices);
}

function worthBeforeHints(
  facts: BoardPuzzle,
  own: MyPuzzle,
  config: Config,
  nowMs: number,
): number {
  const { scoring, schedule, timing } = config;
  if (scoring.kind === 'fixed') return facts.points;
  if (scoring.kind === 'bySolves')
    return pointsAfterSolves(facts, scoring.decay, facts.solvedCount);
  if (timing.kind === 'personal')
    return pointsAfterTime(facts, nowMs - (own.openedAtMs ?? nowMs), timing.minutes * 60_000);
  const fromMs = facts.opensAtMs ?? schedule.opensAtMs;
  return pointsAfterTime(facts, nowMs - fromMs, schedule.closesAtMs - fromMs);
}

/** The puzzle to go on with: the next one that takes an answer or can be opened, going round from `after`. */
export function nextToPlay(puzzles: readonly Present[], after: number): Present | undefined {
  const rotated = [
    ...puzzles.filter(({ facts }) => facts.number > after),
    ...puzzles.filter(({ facts }) => facts.number < after),
  ];
  const playable = rotated.filter(({ status }) => status === 'open' || status === 'ready');
  return playable.find(({ nextTryAtMs }) => nextTryAtMs === null) ?? playable[0];
}
