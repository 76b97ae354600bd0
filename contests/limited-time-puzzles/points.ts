// Pure and without schemas: screens show with it what a puzzle is worth at the moment.

/** The most and the least that a puzzle gives. */
export interface Worth {
  points: number;
  leastPoints: number;
}

/**
 * Points that decay with solves: max(least, ⌈(least − points) / decay² · n² + points⌉), n = solves before. The formula of
 * CTFd's dynamic challenges (CTFd/plugins/dynamic_challenges/decay.py, `logarithmic`), in whole numbers, so that no
 * rounding error can lift a whole result to the next one.
 */
export function pointsAfterSolves(worth: Worth, decay: number, solvesBefore: number): number {
  const { points, leastPoints } = worth;
  if (solvesBefore >= decay) return leastPoints;
  const lost = (points - leastPoints) * solvesBefore ** 2;
  const square = decay ** 2;
  // ⌈points − lost/square⌉ = points − ⌊lost/square⌋
  return Math.max(leastPoints, points - (lost - (lost % square)) / square);
}

/** Points that fall evenly from `points` at the start to `leastPoints` at the end: points − ⌊(points − least) · t/T⌋. */
export function pointsAfterTime(worth: Worth, elapsedMs: number, durationMs: number): number {
  const { points, leastPoints } = worth;
  if (durationMs <= 0) return points;
  // A page's clock has fractions of milliseconds; the server's has none.
  const elapsed = Math.floor(Math.min(Math.max(0, elapsedMs), durationMs));
  const lost = (BigInt(points - leastPoints) * BigInt(elapsed)) / BigInt(durationMs);
  return points - Number(lost);
}

/** What is left after hints: their prices come off, and nobody gets less than nothing. */
export function lessHints(points: number, prices: readonly number[]): number {
  return Math.max(0, points - prices.reduce((sum, price) => sum + price, 0));
}
