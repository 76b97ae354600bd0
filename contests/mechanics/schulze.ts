import type { PairMatrix } from './preferences.ts';

/**
 * Strength of the strongest path between any two, by winning votes: a link a → b exists where more ballots prefer a to b than
 * b to a, and is as strong as the number that prefer a; a path is as strong as its weakest link; 0 where there is no path.
 * (M. Schulze, “A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
 * method”, Social Choice and Welfare 36, 2011; computed as there by the Floyd–Warshall algorithm, n³ steps.)
 */
export function strongestPaths(matrix: PairMatrix): number[][] {
  const n = matrix.length;
  const at = (from: number, to: number) => matrix[from]![to] as number;
  const paths = matrix.map((row, from) =>
    row.map((votes, to) => (votes > at(to, from) ? votes : 0)),
  );
  for (let via = 0; via < n; via++) {
    const onward = paths[via] as number[];
    for (let from = 0; from < n; from++) {
      const row = paths[from] as number[];
      const strength = row[via] as number;
      if (from === via || strength === 0) continue;
      for (let to = 0; to < n; to++) {
        if (to === from || to === via) continue;
        const detour = Math.min(strength, onward[to] as number);
        if (detour > (row[to] as number)) row[to] = detour;
      }
    }
  }
  return paths;
}

/** Whether a beats b: its strongest path to b is stronger than the one back. Transitive (Schulze 2011, section 4.1). */
export function beats(paths: readonly (readonly number[])[], a: number, b: number): boolean {
  return (paths[a]![b] as number) > (paths[b]![a] as number);
}

/**
 * Ranking as levels of indexes, best first. The first level holds all whom nobody beats: Schulze's winners. Taken away, those
 * whom nobody left beats are the next level, and so on. So whoever beats another stands before them; those in one level are a
 * tie that the method leaves open.
 */
export function schulzeLevels(matrix: PairMatrix): number[][] {
  const paths = strongestPaths(matrix);
  let left = matrix.map((_, index) => index);
  const levels: number[][] = [];
  while (left.length > 0) {
    const unbeaten = left.filter((one) => !left.some((other) => beats(paths, other, one)));
    levels.push(unbeaten);
    left = left.filter((one) => !unbeaten.includes(one));
  }
  return levels;
}

/** How many others each one beats by strongest paths. */
export function beatenCounts(matrix: PairMatrix): number[] {
  const paths = strongestPaths(matrix);
  return matrix.map((row, one) => row.filter((_, other) => beats(paths, one, other)).length);
}
