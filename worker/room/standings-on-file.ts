import type { AnyContest } from '../../contests/contract.ts';
import type { ContestState } from '../../contests/lifecycle.ts';
import type { StandingChanges } from '../ledger/append.ts';
import { standingRows, type StandingRow, type Touched } from '../ledger/projection.ts';

/** Remembers which standings are on file, so that a block rewrites only the rows that differ. */
export class StandingsOnFile {
  readonly #contest: AnyContest;
  readonly #groups = new Map<string, Map<string, StandingRow>>();

  constructor(contest: AnyContest) {
    this.#contest = contest;
  }

  /** What must be written so that the touched groups are on file as the state has them. */
  changes(state: ContestState, touched: Touched): StandingChanges[] {
    const groups = touched.allGroups
      ? this.#contest.groups(state.core.config).map((group) => group.id)
      : [...touched.groups];
    return groups
      .map((group) => this.#groupChanges(state, group))
      .filter(({ upsert, remove }) => upsert.length > 0 || remove.length > 0);
  }

  #groupChanges(state: ContestState, group: string): StandingChanges {
    const before = this.#groups.get(group);
    const rows = standingRows(this.#contest, state, group);
    const after = new Map(rows.map((row) => [row.id, row]));
    this.#groups.set(group, after);
    // After a start nobody knows what is on file.
    if (!before) return { group, upsert: rows, remove: 'all' };
    return {
      group,
      upsert: rows.filter((row) => !same(before.get(row.id), row)),
      remove: [...before.keys()].filter((id) => !after.has(id)),
    };
  }
}

function same(a: StandingRow | undefined, b: StandingRow): boolean {
  return (
    a !== undefined && a.rank === b.rank && a.position === b.position && a.figures === b.figures
  );
}
