import { refuse, type EpochMs, type Refused } from '../contract.ts';
import { lookup } from './lookup.ts';

export const attemptsRefusals = {
  'attempts/TRIED_BEFORE': 'You have tried this one before. It cost you nothing; try another.',
  'attempts/NONE_LEFT': 'You have no tries left here. Go on with another one.',
  'attempts/COOLING_DOWN': 'Take a breath: the next try comes in a moment.',
} as const;

/** How long a wrong answer keeps one from the next: `i^power / divisor` minutes after the i-th. */
export type CoolDown = { kind: 'off' } | { kind: 'growing'; power: number; divisor: number };

export interface AttemptRules {
  /** Wrong answers that one person may give; 0 means as many as they like. */
  limit: number;
  coolDown: CoolDown;
}

/** One person's wrong answers to one question. Plain JSON. */
export interface Attempts {
  /** Digest of every wrong answer → when it came. What it said is kept nowhere. */
  wrong: Record<string, EpochMs>;
  count: number;
  lastAtMs: EpochMs;
}

export function noAttempts(): Attempts {
  return { wrong: {}, count: 0, lastAtMs: 0 };
}

const MINUTE_MS = 60_000;

/** Milliseconds that the next try waits after the `wrongCount`-th wrong answer, rounded up; 0 before the first. */
export function coolDownMs(coolDown: CoolDown, wrongCount: number): number {
  if (coolDown.kind === 'off' || wrongCount === 0) return 0;
  return Math.ceil((wrongCount ** coolDown.power * MINUTE_MS) / coolDown.divisor);
}

/** The instant from which the next try is taken; 0 before the first wrong answer. */
export function nextTryAtMs(attempts: Attempts, rules: AttemptRules): EpochMs {
  return attempts.count === 0 ? 0 : attempts.lastAtMs + coolDownMs(rules.coolDown, attempts.count);
}

/** Tries left; null when there is no limit. */
export function triesLeft(attempts: Attempts, limit: number): number | null {
  return limit === 0 ? null : Math.max(0, limit - attempts.count);
}

/**
 * Null when an answer with this digest may be judged at `atMs`. Decided before it is compared with anything, so that a
 * refusal says nothing about it; what was wrong once costs nothing more, whenever it is repeated.
 */
export function notTryable(
  attempts: Attempts,
  rules: AttemptRules,
  digest: string,
  atMs: EpochMs,
): Refused | null {
  if (lookup(attempts.wrong, digest) !== undefined)
    return refuse(attemptsRefusals, 'attempts/TRIED_BEFORE', { field: 'answer' });
  if (triesLeft(attempts, rules.limit) === 0) return refuse(attemptsRefusals, 'attempts/NONE_LEFT');
  const retryAtMs = nextTryAtMs(attempts, rules);
  return atMs < retryAtMs ? refuse(attemptsRefusals, 'attempts/COOLING_DOWN', { retryAtMs }) : null;
}

/** Counts a wrong answer; one that was counted before changes nothing. */
export function addWrong(attempts: Attempts, digest: string, atMs: EpochMs): void {
  if (lookup(attempts.wrong, digest) !== undefined) return;
  attempts.wrong[digest] = atMs;
  attempts.count += 1;
  attempts.lastAtMs = Math.max(attempts.lastAtMs, atMs);
}

/** Wrong answers of two who turned out to be one: they add up, the same one counting once, at its earlier time. */
export function joinAttempts(a: Attempts, b: Attempts): Attempts {
  const joined = noAttempts();
  const all = [...Object.entries(a.wrong), ...Object.entries(b.wrong)];
  for (const [digest, atMs] of all.sort((one, other) => one[1] - other[1]))
    addWrong(joined, digest, atMs);
  return joined;
}

/** Wrong answers before an instant. */
export function wrongBefore(attempts: Attempts, atMs: EpochMs): number {
  return Object.values(attempts.wrong).filter((wrongAtMs) => wrongAtMs < atMs).length;
}
