const ATTEMPTS = 4;
const FIRST_WAIT_MS = 500;
/** A longer "not now" is told to the person instead of waited out. */
const LONGEST_WAIT_MS = 8000;

/** What came of one attempt: a reply's status, 0 when nothing was reached. */
export interface Attempt {
  /** 1 for the first. */
  number: number;
  status: number;
  /** The server's own wish, from Retry-After. */
  retryAfterMs: number | null;
}

/**
 * How long to wait before trying again; null when there is no sense in it. A repeated upload is harmless, since the
 * server recognises the same file of the same person.
 *
 * @param jitter 0 … 1, so that many browsers do not come back at the same instant
 */
export function retryDelayMs(attempt: Attempt, jitter: number): number | null {
  const isPassing = attempt.status === 0 || attempt.status === 429 || attempt.status >= 500;
  if (!isPassing || attempt.number >= ATTEMPTS) return null;
  const backoffMs = FIRST_WAIT_MS * 2 ** (attempt.number - 1) * (0.5 + jitter / 2);
  const delayMs = Math.max(backoffMs, attempt.retryAfterMs ?? 0);
  return delayMs > LONGEST_WAIT_MS ? null : delayMs;
}
