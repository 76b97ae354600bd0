import type { PairMatrix } from './preferences.ts';

/**
 * Borda points read off the pairs, doubled to stay whole: for every ballot and every other candidate two points when it is
 * preferred, one when the ballot does not tell the two apart, none when the other is preferred. So a ballot without ties
 * gives 2(n − 1) to its first and 0 to its last. (Borda 1784; with ties, the average of the positions shared, which is the
 * same as this sum: H. P. Young, “An axiomatization of Borda's rule”, Journal of Economic Theory 9, 1974.)
 */
export function bordaFromPairs(matrix: PairMatrix, ballots: number): number[] {
  return matrix.map((row, one) =>
    row.reduce(
      (sum, preferred, other) =>
        one === other ? sum : sum + ballots + preferred - (matrix[other]![one] as number),
      0,
    ),
  );
}
