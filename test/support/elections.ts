import {
  addBallot,
  noPreferences,
  pairMatrix,
  type PairMatrix,
  type PreferenceBallot,
} from '../../contests/mechanics/preferences.ts';

/** A strict ranking as a ballot. */
export function ranked(ranking: readonly string[]): PreferenceBallot {
  return { levels: ranking.map((id) => [id]), apart: [], approved: [], points: {} };
}

/** An election as the literature prints it: `'8 ACBED'` is eight voters with A first and D last. */
export function election(...lines: string[]): {
  ids: string[];
  matrix: PairMatrix;
  voters: number;
} {
  const preferences = noPreferences();
  const ids = new Set<string>();
  for (const line of lines) {
    const [voters, ranking] = line.split(' ') as [string, string];
    const ballot = ranked([...ranking]);
    for (const id of ranking) ids.add(id);
    for (let voter = 0; voter < Number(voters); voter++) addBallot(preferences, ballot);
  }
  const sorted = [...ids].sort();
  return {
    ids: sorted,
    matrix: pairMatrix(preferences, sorted, 'last'),
    voters: preferences.ballots,
  };
}

/** The capital of Tennessee, from the literature on voting: Memphis, Nashville, Chattanooga, Knoxville. */
export const TENNESSEE = ['42 MNCK', '26 NCKM', '15 CKNM', '17 KCNM'] as const;
