import { count, lookup, obtain } from './lookup.ts';

/** What one person says about designs, films, names: any method of voting comes down to this. */
export interface PreferenceBallot {
  /** What the ballot lists, best first; those in one level are liked equally. */
  levels: readonly (readonly string[])[];
  /** What this ballot may say nothing about, such as the voter's own work. Disjoint from what is listed. */
  apart: readonly string[];
  approved: readonly string[];
  /** Points given, whole numbers. */
  points: Readonly<Record<string, number>>;
}

type Pairwise = Record<string, Record<string, number>>;

/**
 * Sums over all ballots, kept up to date ballot by ballot: a ballot costs the square of what it lists, a count costs
 * nothing per voter. Plain JSON; counters at 0 are absent, so taking a ballot back restores the very same state.
 */
export interface Preferences {
  ballots: number;
  /** Ballots that list it. */
  listed: Record<string, number>;
  /** Ballots that have it on their first level, alone or with others. */
  firsts: Record<string, number>;
  approvals: Record<string, number>;
  points: Record<string, number>;
  /** Ballots that give it points. */
  scored: Record<string, number>;
  /** a → b → ballots that list both, a before b. */
  above: Pairwise;
  /** a → b → ballots that list both on one level; kept both ways round. */
  level: Pairwise;
  /** a → b → ballots that list a and may say nothing about b. */
  apart: Pairwise;
}

/**
 * What leaving something off a ballot means. `last`: it comes behind everything listed, level with the others left off.
 * `unknown`: the ballot says nothing about it.
 */
export type Unlisted = 'last' | 'unknown';

export function noPreferences(): Preferences {
  return {
    ballots: 0,
    listed: {},
    firsts: {},
    approvals: {},
    points: {},
    scored: {},
    above: {},
    level: {},
    apart: {},
  };
}

export function addBallot(preferences: Preferences, ballot: PreferenceBallot): void {
  change(preferences, ballot, 1);
}

/** The exact inverse of adding this very ballot. */
export function removeBallot(preferences: Preferences, ballot: PreferenceBallot): void {
  change(preferences, ballot, -1);
}

function change(preferences: Preferences, ballot: PreferenceBallot, by: 1 | -1): void {
  const { levels, apart } = ballot;
  preferences.ballots += by;
  for (const id of levels[0] ?? []) count(preferences.firsts, id, by);
  for (const id of ballot.approved) count(preferences.approvals, id, by);
  for (const [id, points] of Object.entries(ballot.points)) {
    count(preferences.points, id, by * points);
    count(preferences.scored, id, by);
  }
  levels.forEach((level, index) => {
    const behind = levels.slice(index + 1).flat();
    for (const id of level) {
      count(preferences.listed, id, by);
      for (const other of behind) countPair(preferences.above, id, other, by);
      for (const other of level) if (other !== id) countPair(preferences.level, id, other, by);
      for (const other of apart) countPair(preferences.apart, id, other, by);
    }
  });
}

function countPair(pairwise: Pairwise, a: string, b: string, by: 1 | -1): void {
  const row = obtain<Record<string, number>>(pairwise, a, () => ({}));
  count(row, b, by);
  if (Object.keys(row).length === 0) delete pairwise[a];
}

function pairOf(pairwise: Pairwise, a: string, b: string): number {
  return lookup(lookup(pairwise, a) ?? {}, b) ?? 0;
}

/**
 * How many ballots prefer a to b. Where what is left off counts as last, a ballot that lists a prefers it unless it lists b
 * no further down or may say nothing about b.
 */
export function preferring(
  preferences: Preferences,
  a: string,
  b: string,
  unlisted: Unlisted,
): number {
  if (unlisted === 'unknown') return pairOf(preferences.above, a, b);
  return (
    (lookup(preferences.listed, a) ?? 0) -
    pairOf(preferences.above, b, a) -
    pairOf(preferences.level, a, b) -
    pairOf(preferences.apart, a, b)
  );
}

/** How many ballots list both on one level. */
export function levelWith(preferences: Preferences, a: string, b: string): number {
  return pairOf(preferences.level, a, b);
}

/** `matrix[i][j]`: how many ballots prefer `ids[i]` to `ids[j]`; 0 on the diagonal. */
export type PairMatrix = readonly (readonly number[])[];

export function pairMatrix(
  preferences: Preferences,
  ids: readonly string[],
  unlisted: Unlisted,
): PairMatrix {
  return ids.map((a) => ids.map((b) => (a === b ? 0 : preferring(preferences, a, b, unlisted))));
}
