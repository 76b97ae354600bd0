import type { EpochMs } from '../contract.ts';
import type { Config } from './schema.ts';
import type { Unlock } from './puzzle-schema.ts';
import { progressOf, type PuzzleProgress, type State } from './state.ts';
import type { Facts } from './view-schema.ts';

/** When a puzzle opens by itself; null when it opens with what a fan has solved. */
export function opensAtMs({ schedule, releases }: Config, unlock: Unlock): EpochMs | null {
  switch (unlock.kind) {
    case 'start':
      return schedule.opensAtMs;
    case 'release':
      // A brand may have declared fewer releases than a puzzle asks for.
      return (releases[unlock.release - 1] ?? releases.at(-1))?.atMs ?? schedule.opensAtMs;
    case 'solvedCount':
    case 'solved':
      return null;
  }
}

/** Whether a fan who has solved these may see a puzzle at `atMs`, while the game is open. */
export function isUnlocked(
  config: Config,
  unlock: Unlock,
  solved: ReadonlySet<number>,
  atMs: EpochMs,
): boolean {
  if (unlock.kind === 'solvedCount') return solved.size >= unlock.count;
  if (unlock.kind === 'solved') return unlock.puzzles.every((number) => solved.has(number));
  return (opensAtMs(config, unlock) ?? Infinity) <= atMs;
}

/** When a player could first see a puzzle: opened by hand, at its time, or with the solve that unlocked it. */
export function seenFromMs(
  state: State,
  config: Config,
  facts: Facts,
  playerId: string,
): EpochMs | null {
  const { openedAtMs } = progressOf(state, playerId, facts.number);
  if (openedAtMs !== null) return openedAtMs;
  const { unlock } = facts;
  const solvedAtMs = (number: number) => progressOf(state, playerId, number).solved?.atMs;
  if (unlock.kind === 'solved')
    return Math.max(...unlock.puzzles.map((number) => solvedAtMs(number) ?? -Infinity));
  if (unlock.kind === 'solvedCount') {
    const times = state.puzzles
      .filter(({ number }) => number !== facts.number)
      .flatMap(({ number }) => solvedAtMs(number) ?? []);
    return times.sort((a, b) => a - b)[unlock.count - 1] ?? null;
  }
  return opensAtMs(config, unlock);
}

/** When the personal clock runs out, at the closing at the latest; null while there is none. */
export function deadlineAtMs(
  state: Pick<State, 'personalMs'>,
  config: Config,
  { openedAtMs }: PuzzleProgress,
): EpochMs | null {
  return state.personalMs === null || openedAtMs === null
    ? null
    : Math.min(openedAtMs + state.personalMs, config.schedule.closesAtMs);
}
