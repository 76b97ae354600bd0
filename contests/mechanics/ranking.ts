/** Below 0 when `a` stands before `b`, 0 when they are level. Must be transitive. */
export type Order<T> = (a: T, b: T) => number;

/** Items level with each other, best first; within a level they keep the order they came in. */
export function levels<T>(items: readonly T[], order: Order<T>): T[][] {
  const sorted: T[][] = [];
  for (const item of [...items].sort(order)) {
    const level = sorted.at(-1);
    if (level && order(level[0] as T, item) === 0) level.push(item);
    else sorted.push([item]);
  }
  return sorted;
}

/** Standard competition ranks ("1224") from levels: equal items share a rank and leave the next ones out. */
export function competitionRanks<T>(ranking: readonly T[][]): Map<T, number> {
  const ranks = new Map<T, number>();
  for (const level of ranking) {
    const rank = ranks.size + 1;
    for (const item of level) ranks.set(item, rank);
  }
  return ranks;
}

/**
 * Borda points from levels, doubled to stay integer: two for every item that stands behind and one for every other item
 * on the same level. So the first of n without ties has 2(n − 1) and the last 0. (Borda 1784; with ties, the average of
 * the positions shared: Young 1974.) Only ranks matter, never by how much the first one leads.
 */
export function bordaPoints<T>(ranking: readonly T[][]): Map<T, number> {
  const points = new Map<T, number>();
  let behind = ranking.reduce((sum, level) => sum + level.length, 0);
  for (const level of ranking) {
    behind -= level.length;
    for (const item of level) points.set(item, 2 * behind + level.length - 1);
  }
  return points;
}

/**
 * One figure from several rankings of the same items with declared integer weights: the weighted sum of Borda points.
 * However many votes are stuffed onto one item, it can move past another only once, so the gap between any two others
 * changes by no more than twice the weight of that ranking.
 */
export function combine<T>(
  rankings: readonly { ranking: readonly T[][]; weight: number }[],
): Map<T, number> {
  const totals = new Map<T, number>();
  for (const { ranking, weight } of rankings) {
    for (const [item, points] of bordaPoints(ranking)) {
      totals.set(item, (totals.get(item) ?? 0) + weight * points);
    }
  }
  return totals;
}

/** The first order that tells two items apart decides. */
export function inOrder<T>(...orders: readonly Order<T>[]): Order<T> {
  return (a, b) => {
    for (const order of orders) {
      const result = order(a, b);
      if (result !== 0) return result;
    }
    return 0;
  };
}
