import { expect } from 'vitest';
import type { AnyContest, Role } from '../../contests/contract.ts';
import { momentAt, type ContestState } from '../../contests/lifecycle.ts';
import { actorIdOf } from './play.ts';

export const ROLES: readonly Role[] = ['fan', 'judge', 'moderator', 'editor', 'owner'];

/** Every board and fan view of a state, checked against their strict schemas. */
export function publicViews(
  contest: AnyContest,
  state: ContestState,
  atMs: number,
  fans: readonly string[],
): string {
  const moment = momentAt(contest, state, atMs);
  const { config } = state.core;
  const board = contest.boardView(state.play, config, moment);
  const mine = fans.map((fan) => contest.fanView(state.play, config, moment, actorIdOf(fan)));
  expect(contest.schemas.board.parse(board)).toEqual(board);
  for (const view of mine) expect(contest.schemas.mine.parse(view)).toEqual(view);
  for (const role of ROLES) {
    const review = contest.reviewView(state.play, config, moment, {
      actorId: actorIdOf(fans[0] ?? ''),
      role,
    });
    expect(contest.schemas.review.parse(review)).toEqual(review);
  }
  return JSON.stringify([board, mine]);
}
