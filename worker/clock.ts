let offsetMs = 0;

/** Server time, UTC epoch milliseconds. The one place that reads the clock for anything a contest depends on. */
export function nowMs(): number {
  return Date.now() + offsetMs;
}

/**
 * Moves the server's time forward, for trying out a schedule. Reachable on a local demo server only; lost at a restart.
 * Throws on a step back: a ledger's time never runs backwards.
 */
export function advanceClock(byMs: number): void {
  if (!(byMs >= 0)) throw new RangeError('time runs forward only');
  offsetMs += byMs;
}
