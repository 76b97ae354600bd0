import type { z } from 'zod';
import type { Moment } from '../contract.ts';
import { votesOf, type Ballots } from '../mechanics/ballots.ts';
import { findEntry, statusCount, tooManyGone, type Entries } from '../mechanics/entries.ts';
import { lookup } from '../mechanics/lookup.ts';
import { publicAccount, voteAccount } from '../mechanics/vote-account.ts';
import type { Board, Config, Mine, RefusalReason, Review } from './schema.ts';

/** Plain JSON. */
export interface State {
  entries: Entries;
  ballots: Ballots;
}

/** There is one list of captions. */
export const ALL = '';

export function boardView({ entries, ballots }: State, config: Config, moment: Moment): Board {
  // A disqualified caption keeps its votes on the ledger, but they count no longer.
  const out = [...moment.disqualified].filter(
    (id) => findEntry(entries, id)?.status === 'approved',
  );
  return {
    approvedCount: statusCount(entries, ALL, 'approved') - out.length,
    votes: publicAccount(
      voteAccount(ballots, moment.disqualified),
      moment.atMs < config.schedule.closesAtMs,
    ),
  };
}

export function fanView(
  { entries, ballots }: State,
  config: Config,
  _moment: Moment,
  fanId: string,
): Mine {
  const own = (lookup(entries.byAuthor, fanId) ?? []).flatMap((id) => findEntry(entries, id) ?? []);
  const live = lookup(lookup(entries.live, fanId) ?? {}, ALL) ?? 0;
  const votes = [...votesOf(ballots, fanId)];
  return {
    entries: own.map(({ id, status, refusalReason }) => ({
      id,
      status,
      refusalReason: refusalReason as z.infer<typeof RefusalReason> | null,
    })),
    votes,
    captionsLeft: tooManyGone(entries, fanId) ? 0 : Math.max(0, config.captionsPerFan - live),
    votesLeft: Math.max(0, config.votesPerFan - votes.length),
  };
}

export function reviewView({ entries }: State): z.infer<typeof Review> {
  return {
    pending: statusCount(entries, ALL, 'pending'),
    approved: statusCount(entries, ALL, 'approved'),
    refused: statusCount(entries, ALL, 'refused'),
  };
}
