import type { Config, Round } from './schema.ts';

/** Where a vote is, as a fan would put it. */
export type Phase =
  | { kind: 'teaser'; opensAtMs: number; entries: boolean }
  | { kind: 'entries'; closesAtMs: number }
  /** `before` is null while designs are checked for the first round. */
  | { kind: 'between'; before: Round | null; next: Round }
  | { kind: 'round'; round: Round }
  | { kind: 'counting'; jury: boolean; resultsAtMs: number }
  | { kind: 'announced' };

export function phaseAt(config: Config, announced: boolean, nowMs: number): Phase {
  if (announced) return { kind: 'announced' };
  const { entries, rounds, selection, resultsAtMs } = config;
  const open = rounds.find(({ opensAtMs, closesAtMs }) => opensAtMs <= nowMs && nowMs < closesAtMs);
  if (open) return { kind: 'round', round: open };
  const next = rounds.find(({ opensAtMs }) => nowMs < opensAtMs);
  if (!next) return { kind: 'counting', jury: selection.by !== 'votes', resultsAtMs };
  const before = rounds[rounds.indexOf(next) - 1] ?? null;
  if (before) return { kind: 'between', before, next };
  if (config.source === 'brand')
    return { kind: 'teaser', opensAtMs: next.opensAtMs, entries: false };
  if (nowMs < entries.opensAtMs)
    return { kind: 'teaser', opensAtMs: entries.opensAtMs, entries: true };
  if (nowMs < entries.closesAtMs) return { kind: 'entries', closesAtMs: entries.closesAtMs };
  return { kind: 'between', before: null, next };
}
