/**
 * How surprising a count is, in decimal digits: at least −log10 of the probability to see that much by chance. They
 * are upper bounds of the tail (Chernoff), so a surprise is never overstated, and cost no factorials.
 */

/** P(K ≥ k) ≤ exp(−n·KL(k/n ‖ p)) for K ~ Binomial(n, p) (Chernoff–Hoeffding). 0 when k is not above expectation. */
export function binomialSurprise(k: number, n: number, p: number): number {
  if (n === 0 || p <= 0 || p >= 1) return 0;
  const share = k / n;
  if (share <= p) return 0;
  const rest = share === 1 ? 0 : (1 - share) * Math.log((1 - share) / (1 - p));
  return (n * (share * Math.log(share / p) + rest)) / Math.LN10;
}

/** P(K ≥ k) ≤ exp(k − λ − k·ln(k/λ)) for K ~ Poisson(λ). 0 when k is not above expectation. */
export function poissonSurprise(k: number, mean: number): number {
  if (mean <= 0 || k <= mean) return 0;
  return (k * Math.log(k / mean) - k + mean) / Math.LN10;
}

/** P(at least `from` of independent events with these chances happen), by adding one event after another. O(chances²). */
export function poissonBinomialTail(chances: readonly number[], from: number): number {
  let law = [1];
  for (const chance of chances) {
    law = [...law, 0].map((p, count) => p * (1 - chance) + (law[count - 1] ?? 0) * chance);
  }
  return law.slice(from).reduce((sum, p) => sum + p, 0);
}

/** Where `value` lies between `low` (0) and `high` (1), cut off at both ends. */
export function ramp(value: number, low: number, high: number): number {
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}

/** At most three decimals: enough for a person, and the same on every machine. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
