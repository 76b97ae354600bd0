import type { Stage } from '../../../contests/contract.ts';

/** The next thing that the schedule brings. */
export interface Border {
  kind: 'opens' | 'closes';
  label: string;
  atMs: number;
}

/**
 * The earliest border still to come. Where stages meet, a deadline comes before what opens then, of several the last in
 * the schedule. A stage that opened at 0 announces the contest; its end is nobody's deadline.
 */
export function nextBorder(stages: readonly Stage[], nowMs: number): Border | null {
  const borders = stages
    .flatMap(({ label, opensAtMs, closesAtMs }) => [
      { kind: 'opens' as const, label, atMs: opensAtMs, weight: 1 },
      { kind: 'closes' as const, label, atMs: closesAtMs, weight: opensAtMs === 0 ? 0 : 2 },
    ])
    .filter((border) => border.atMs > nowMs)
    .reverse()
    .sort((a, b) => a.atMs - b.atMs || b.weight - a.weight);
  const [next] = borders;
  return next ? { kind: next.kind, label: next.label, atMs: next.atMs } : null;
}

/** What a contest is doing as a whole. */
export type ContestPhase = 'upcoming' | 'running' | 'deciding' | 'announced';

/** A stage that opened at 0 is open since publication: it announces the contest and is not yet play. */
export function contestPhase(
  contest: { stages: readonly Stage[]; announced: boolean },
  nowMs: number,
): ContestPhase {
  if (contest.announced) return 'announced';
  const play = contest.stages.filter((stage) => stage.opensAtMs > 0);
  if (play.every((stage) => stage.opensAtMs > nowMs)) return 'upcoming';
  return play.some((stage) => stage.opensAtMs <= nowMs && nowMs < stage.closesAtMs)
    ? 'running'
    : 'deciding';
}
