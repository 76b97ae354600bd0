import { oncePerContest } from './once-per-contest.ts';
import { type EvidenceIndex, type Row, compareIds, groupBy } from './rows.ts';

/** All that one account votes for. */
export interface Ballot {
  rows: readonly Row[];
  /** Numbers of its entries, ascending, each once. */
  targets: readonly number[];
}

/** Every account's ballot, with the entries numbered by id. */
export interface Ballots {
  /** In the order of the accounts' first votes. */
  all: readonly Ballot[];
  /** By an entry's number. */
  ids: readonly string[];
  numberOf: ReadonlyMap<string, number>;
  /** How many votes an entry has. */
  votesFor(number: number): number;
}

/** O(n log n). */
export const ballotsOf = oncePerContest(({ rows, byTarget }: EvidenceIndex): Ballots => {
  const ids = [...byTarget.keys()].sort(compareIds);
  const numberOf = new Map(ids.map((id, number) => [id, number]));
  const all = [...groupBy(rows, ({ voterId }) => voterId).values()].map((ofVoter) => ({
    rows: ofVoter,
    targets: [...new Set(ofVoter.map(({ targetId }) => numberOf.get(targetId)!))].sort(
      (a, b) => a - b,
    ),
  }));
  return { all, ids, numberOf, votesFor: (number) => byTarget.get(ids[number]!)!.length };
});
