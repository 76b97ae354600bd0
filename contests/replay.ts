import type { AnyContest, Recorded } from './contract.ts';
import { applyEvent, type ContestEvent, type ContestState } from './lifecycle.ts';

/** Folds a whole ledger, or a tail onto a snapshot. Null when there are no events at all. */
export function replay(
  contest: AnyContest,
  events: Iterable<Recorded<ContestEvent>>,
  from: ContestState | null = null,
): ContestState | null {
  let state = from;
  for (const event of events) state = applyEvent(contest, state, event).state;
  return state;
}
