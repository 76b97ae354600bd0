import { PublicVoteAccount } from '../../contests/mechanics/vote-account.ts';
import type { VoteFigures } from '../wire/contest.ts';

/** The public account of votes, which a type that counts votes shows on its board as `votes`; null where there is none. */
export function voteFigures(board: unknown): VoteFigures | null {
  const parsed = PublicVoteAccount.safeParse((board as { votes?: unknown } | null)?.votes);
  return parsed.success ? parsed.data : null;
}
