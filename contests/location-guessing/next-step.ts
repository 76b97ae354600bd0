import type { Board, MyRound } from './view-schema.ts';

/** What a fan can do in a guessing game now. */
export type NextStep =
  | { kind: 'upcoming'; opensAtMs: number }
  | { kind: 'start'; game: number; round: number; roundCount: number }
  | { kind: 'resume'; look: MyRound; roundCount: number }
  | { kind: 'played'; game: number; nextOpensAtMs: number | null; closesAtMs: number }
  | { kind: 'over' };

/** Still open for an answer by the server's clock, whatever one's own view said when it was fetched. */
export function isRunning(look: MyRound, nowMs: number): boolean {
  return look.status === 'running' && nowMs < look.deadlineAtMs;
}

/** The rounds of a game that a fan has started, in order. */
export function roundsOf(rounds: readonly MyRound[], game: number): MyRound[] {
  return rounds.filter((look) => look.game === game);
}

/** Chooses the next step; the server decides again on every act. */
export function nextStep(
  games: Board['games'],
  rounds: readonly MyRound[],
  nowMs: number,
): NextStep {
  const open = games.filter(
    ({ opensAtMs, closesAtMs }) => opensAtMs <= nowMs && nowMs < closesAtMs,
  );
  const running = rounds.find((look) => isRunning(look, nowMs));
  const countOf = (game: number) => games.find((one) => one.game === game)?.roundCount ?? 0;
  if (running) return { kind: 'resume', look: running, roundCount: countOf(running.game) };
  for (const { game, roundCount } of open) {
    const started = roundsOf(rounds, game).length;
    if (started < roundCount) return { kind: 'start', game, round: started + 1, roundCount };
  }
  const next = games.find(({ opensAtMs }) => opensAtMs > nowMs);
  const last = open.at(-1);
  if (last) {
    const nextOpensAtMs = next?.opensAtMs ?? null;
    return { kind: 'played', game: last.game, nextOpensAtMs, closesAtMs: last.closesAtMs };
  }
  return next ? { kind: 'upcoming', opensAtMs: next.opensAtMs } : { kind: 'over' };
}
