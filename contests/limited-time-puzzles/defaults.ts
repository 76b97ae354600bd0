import type { Config } from './schema.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const RULES = `## How to play
Open a puzzle and send your answer. What is wrong costs a little time, and where it says so one of your tries; the same wrong answer twice costs nothing more.

## Play fair
One person, one game. Talk about the puzzles as much as you like, but keep the answers to yourself until everything is over.

## How winners are found
More points stand before fewer. Equal points: whoever made their last solve earlier, then whoever gave fewer wrong answers, then a draw that anybody can check. Only the server's clock counts.

## When it is over
All answers are explained on the page of the game. The ledger becomes public with the result, so anybody can count again.`;

/** Full hours make a schedule that reads well; the hour begun counts as now. */
export function hourOf(nowMs: number): number {
  return nowMs - (nowMs % HOUR_MS);
}

/** What a new puzzle game is filled with: a week of fixed points for everybody, opening tomorrow. */
export function defaultConfig(nowMs: number): Config {
  const opensAtMs = hourOf(nowMs) + DAY_MS;
  return {
    briefing: 'A handful of puzzles for a slow week. Take your time, or take a hint.',
    rulesText: RULES,
    schedule: {
      opensAtMs,
      closesAtMs: opensAtMs + 7 * DAY_MS,
      resultsAtMs: opensAtMs + 8 * DAY_MS,
    },
    releases: [],
    timing: { kind: 'window' },
    scoring: { kind: 'fixed' },
    coolDown: { kind: 'growing', power: 2, divisor: 1.5 },
    whoMayPlay: { who: 'guest' },
    places: 3,
    alternates: 3,
    honours: ['First', 'Second', 'Third'],
    standingsVisible: true,
  };
}
