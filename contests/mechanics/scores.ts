import type { Order } from './ranking.ts';

/** Points received, and how many ballots gave any. */
export interface ScoreSum {
  points: number;
  scores: number;
}

/** Higher sum first. Whoever gives no points gives 0. */
export const bySum: Order<ScoreSum> = (a, b) => b.points - a.points;

/**
 * Higher mean first, whatever the number of scores, compared as fractions by cross-multiplication, so exactly. Those without
 * a score come last, level with each other.
 */
export const byMean: Order<ScoreSum> = (a, b) => {
  if (a.scores === 0 || b.scores === 0) return Math.sign(b.scores) - Math.sign(a.scores);
  return b.points * a.scores - a.points * b.scores;
};
