let offsetMs = 0;

/** Server time, UTC epoch milliseconds. The one place that reads the clock for anything a contest depends on. */
export function nowMs(): number {
  return Date.now() + offsetMs;
}

/** When the machine's own clock will show what this moment is in server time: what alarms go by. */
export function machineTimeOf(atMs: number): number {
  return atMs - offsetMs;
}

/**
 * Lets the server's time begin in the past, for a demo whose games were played before its first start; it is
 * moved forward to the present while they are replayed. Only while no ledger exists.
 */
export function beginInThePast(byMs: number): void {
  offsetMs -= Math.abs(byMs);
}

/**
 * Moves the server's time forward, for trying out a schedule. Reachable on a local demo server only; lost at a restart.
 * Throws on a step back: a ledger's time never runs backwards.
 */
export function advanceClock(byMs: number): void {
  if (!(byMs >= 0)) throw new RangeError('time runs forward only');
  offsetMs += byMs;
}

/** The day of an instant in UTC, as in 2026-11-24: what keys of a day are named after. */
export function utcDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
