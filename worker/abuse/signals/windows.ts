import type { Row } from './rows.ts';

/** A stretch of time in which a part of a group stands out. */
export interface Stretch {
  rows: Row[];
  /** Of the most surprising window in it: its surprise, and how many of how many votes. */
  surprise: number;
  votes: number;
  ofVotes: number;
}

export interface StretchSettings {
  windowsMs: readonly number[];
  /** The fewest votes of the part within a window. */
  votesFrom: number;
  surpriseFrom: number;
}

/**
 * Slides windows over `part` (a subset of `group`, both in order of time) and returns the stretches in which `surprise`
 * of "k of the part among n of the group" reaches its threshold. Overlapping windows are one stretch. O(group + part) a window
 * length.
 */
export function surprisingStretches(
  part: readonly Row[],
  group: readonly Row[],
  { windowsMs, votesFrom, surpriseFrom }: StretchSettings,
  surpriseOf: (k: number, n: number) => number,
): Stretch[] {
  if (part.length < votesFrom) return [];
  const places = placesIn(part, group);
  /** For every row of the part, the best window that covers it; null when none does. */
  const covered: ({ surprise: number; k: number; n: number } | null)[] = part.map(() => null);
  const joined: boolean[] = part.map(() => false);
  for (const windowMs of windowsMs) {
    let start = 0;
    let marked = -1;
    for (const [end, row] of part.entries()) {
      while (row.atMs - part[start]!.atMs > windowMs) start++;
      const k = end - start + 1;
      if (k < votesFrom) continue;
      const n = places[end]! - places[start]! + 1;
      const surprise = surpriseOf(k, n);
      if (surprise < surpriseFrom) continue;
      // Rows marked before are not marked again, so that the whole stays linear; the end holds the figures.
      for (let at = Math.max(start, marked + 1); at <= end; at++) {
        covered[at] ??= { surprise: 0, k: 0, n: 0 };
        if (at > start) joined[at] = true;
      }
      if (surprise > covered[end]!.surprise) covered[end] = { surprise, k, n };
      marked = end;
    }
  }
  const stretches: Stretch[] = [];
  for (const [at, row] of part.entries()) {
    const best = covered[at];
    if (!best) continue;
    const last = stretches.at(-1);
    if (last && joined[at]) last.rows.push(row);
    else stretches.push({ rows: [row], surprise: 0, votes: 0, ofVotes: 0 });
    const stretch = stretches.at(-1)!;
    if (best.surprise <= stretch.surprise) continue;
    Object.assign(stretch, { surprise: best.surprise, votes: best.k, ofVotes: best.n });
  }
  return stretches;
}

/** Where each row of the part stands in the group. */
function placesIn(part: readonly Row[], group: readonly Row[]): number[] {
  const places: number[] = [];
  let place = 0;
  for (const row of part) {
    while (group[place]!.index !== row.index) place++;
    places.push(place);
  }
  return places;
}
