import type { PairMatrix } from './preferences.ts';

/** Wins and losses that everybody is given against a virtual opponent of strength 1. */
export const PRIOR_WINS = 0.5;
/** Always this many: the same duels give the same strengths, to the last bit. */
export const ITERATIONS = 200;

/**
 * Strengths of the Bradley–Terry model: a beats b with probability s(a) / (s(a) + s(b)). `wins[i][j]` is how often i beat j.
 *
 * Found by the MM algorithm, all strengths renewed at once from those before, beginning with 1:
 * s(i) ← W(i) / Σ n(i,j) / (s(i) + s(j)), W the wins of i, n(i,j) the duels of i and j. (R. A. Bradley and M. E. Terry,
 * “Rank analysis of incomplete block designs I”, Biometrika 39, 1952; D. R. Hunter, “MM algorithms for generalized
 * Bradley–Terry models”, Annals of Statistics 32, 2004.)
 *
 * The prior: half a win and half a loss against a virtual opponent whose strength stays 1. It keeps whoever won or lost
 * every duel finite, ties together candidates that never met, and gives those without a duel strength 1. Without a prior
 * (0) strengths are scaled to a mean of 1, and exist only if no part of the field is unbeaten by the rest.
 *
 * Only + − × ÷ in a fixed order, so every engine computes the same doubles.
 */
export function strengths(
  wins: PairMatrix,
  { priorWins = PRIOR_WINS, iterations = ITERATIONS } = {},
): number[] {
  const won = wins.map((row) => row.reduce((sum, count) => sum + count, priorWins));
  let current = wins.map(() => 1);
  for (let round = 0; round < iterations; round++) {
    const next = current.map((strength, one) => {
      let expected = (2 * priorWins) / (strength + 1);
      for (let other = 0; other < current.length; other++) {
        if (other === one) continue;
        const duels = (wins[one]![other] as number) + (wins[other]![one] as number);
        if (duels > 0) expected += duels / (strength + (current[other] as number));
      }
      return expected === 0 ? strength : (won[one] as number) / expected;
    });
    const mean = next.reduce((sum, strength) => sum + strength, 0) / next.length;
    current = priorWins > 0 ? next : next.map((strength) => strength / mean);
  }
  return current;
}

/**
 * The chance to win a duel against the virtual opponent, s / (s + 1), in billionths. Rankings compare these whole numbers, so
 * what differs by less than 1e-9 is level.
 */
export function billionths(strength: number): number {
  return Math.round((strength / (strength + 1)) * 1e9);
}

/** Wins for the model when some duels were too close to call: each of those is half a win for both. */
export function winsWithDraws(wins: PairMatrix, draws: PairMatrix): number[][] {
  return wins.map((row, one) => row.map((won, other) => won + (draws[one]![other] as number) / 2));
}
