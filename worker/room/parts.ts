import type { AnyContest } from '../../contests/contract.ts';
import type { ContestState } from '../../contests/lifecycle.ts';
import type { Sealed } from '../../contests/sealed.ts';
import type { ContestBudgets } from '../abuse/limits.ts';
import type { Head } from '../ledger/read.ts';
import type { RecentActs } from './recent-acts.ts';

/** What one contest is made of, as loaded from storage. */
export interface RoomParts {
  contestId: string;
  contest: AnyContest;
  secrets: Sealed<unknown>;
  seed: string;
  state: ContestState;
  head: Head;
  limits: ContestBudgets;
  /** A rate of acts at which the contest never counts as busy. */
  quietActsPerMinute: number;
  /** What the budgets still remember. */
  recent: RecentActs;
  /** What the newest usable snapshot holds; 0 without one. */
  snapshotSeq: number;
}
