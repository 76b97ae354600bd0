import type { Stage } from '../../../contests/contract.ts';

/** The next thing that the schedule brings. */
export interface Border {
  kind: 'opens' | 'closes';
  label: string;
  atMs: number;
}

/** The earliest border still to come; where one stage gives way to another, the one that opens is told. */
export function nextBorder(stages: readonly Stage[], nowMs: number): Border | null {
  const borders = stages.flatMap<Border>(({ label, opensAtMs, closesAtMs }) => [
    { kind: 'opens', label, atMs: opensAtMs },
    { kind: 'closes', label, atMs: closesAtMs },
  ]);
  const coming = borders.filter((border) => border.atMs > nowMs);
  const weight = { opens: 0, closes: 1 };
  return coming.sort((a, b) => a.atMs - b.atMs || weight[a.kind] - weight[b.kind])[0] ?? null;
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
