import { expect } from 'vitest';
import type { AnyContest } from '../../contests/contract.ts';
import {
  awardsOf,
  selectWinners,
  standingsOf,
  type ContestState,
} from '../../contests/lifecycle.ts';
import { copy, digest, SEED } from './play.ts';

/** What the draw of winners is made from. */
export const draw = { seed: SEED, lastBlock: { number: 1, hash: digest('block') } };

/** What must hold of any state whatever has happened. */
export function checkResult(contest: AnyContest, state: ContestState): void {
  const standings = standingsOf(contest, state);
  for (const { id } of contest.groups(state.core.config)) {
    const ranks = standings
      .filter((standing) => standing.group === id)
      .map((standing) => standing.rank);
    ranks.forEach((rank, index) => {
      expect(rank === index + 1 || rank === ranks[index - 1]).toBe(true);
    });
  }
  for (const { figures } of standings)
    expect(Object.values(figures).every(Number.isSafeInteger)).toBe(true);

  const shortlists = selectWinners(contest, state, draw);
  expect(selectWinners(contest, copy(state), draw)).toEqual(shortlists);
  const core = { ...state.core, shortlists };
  const awards = awardsOf(core);
  for (const { group, honours, order } of shortlists) {
    const eligible = standings.filter((standing) => standing.group === group);
    expect(new Set(order).size).toBe(order.length);
    expect(awards.filter((award) => award.group === group)).toHaveLength(
      Math.min(honours.length, eligible.length),
    );
    const rankOf = new Map(eligible.map((standing) => [standing.id, standing.rank]));
    const ranks = order.map((id) => rankOf.get(id) ?? Number.NaN);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));

    const [winner] = order;
    if (winner === undefined) continue;
    const after = awardsOf({ ...core, disqualified: { ...core.disqualified, [winner]: 'test' } });
    expect(after.filter((award) => award.group === group).map((award) => award.standingId)).toEqual(
      order.slice(1, honours.length + 1),
    );
  }
}
