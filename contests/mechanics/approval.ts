import type { Order } from './ranking.ts';

/**
 * More approvals first; a ballot approves as many as it likes up to the declared limit, and all approvals weigh the same.
 * (S. J. Brams and P. C. Fishburn, “Approval Voting”, American Political Science Review 72, 1978.)
 */
export const byApprovals: Order<{ approvals: number }> = (a, b) => b.approvals - a.approvals;

/** The upper half of a list, rounded up: how a ranked list is read as approvals when methods are compared. */
export function upperHalf<T>(list: readonly T[]): T[] {
  return list.slice(0, Math.ceil(list.length / 2));
}
