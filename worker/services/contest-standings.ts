import { and, asc, eq, lt } from 'drizzle-orm';
import type { Person } from '../auth/session.ts';
import { database } from '../db/database.ts';
import { standing } from '../db/schema.ts';
import type { Bindings } from '../env.ts';
import type { StandingRow } from '../wire/contest.ts';
import { see, type Seen } from './contest-seen.ts';
import { entryCards } from './entry-gallery.ts';

export interface StandingsQuery {
  /** A group's id; all groups when absent. */
  group?: string | undefined;
  /** Rows of each group, best first; as many as a reply holds when absent. */
  limit?: number | undefined;
  /** All that are kept, of every group: for those who decide. */
  whole?: boolean;
}

/** Rows in one reply. Of a group as many are kept, and a contest may have dozens of groups. */
const MOST_ROWS = 1_000;

/** Rows of each group in a reply that holds those of `groups`. */
export const rowsOfEach = (groups: number) => Math.floor(MOST_ROWS / Math.max(1, groups));

export type StandingsReply =
  { status: 'ok'; standings: StandingRow[] } | { status: 'notFound' } | { status: 'hidden' };

/** Standings from the projection, group by group in display order. Staff who decide see them always. */
export async function standingsPage(
  env: Bindings,
  contestId: string,
  person: Person | null,
  query: StandingsQuery = {},
): Promise<StandingsReply> {
  const seen = await see(env, contestId, person);
  return seen ? standingsOf(env, seen, query) : { status: 'notFound' };
}

/** Standings of a contest that was just seen. */
export async function standingsOf(
  env: Bindings,
  seen: Seen,
  { group, limit = MOST_ROWS, whole = false }: StandingsQuery = {},
): Promise<Exclude<StandingsReply, { status: 'notFound' }>> {
  const { context, viewer } = seen;
  const decides = viewer.staffRole === 'owner' || viewer.staffRole === 'moderator';
  if (!seen.standingsVisible && !decides) return { status: 'hidden' };
  const groups = context.groups.filter(({ id }) => group === undefined || id === group);
  const rows = await database(env)
    .select()
    .from(standing)
    .where(
      and(
        eq(standing.contestId, context.facts.id),
        group === undefined ? undefined : eq(standing.groupId, group),
        lt(standing.position, whole ? limit : Math.min(limit, rowsOfEach(groups.length))),
      ),
    )
    .orderBy(asc(standing.position), asc(standing.id));
  const cards = await entryCards(
    env,
    // Staff who decide know the names behind the ranks.
    { ...context, votesVisible: true, creditsVisible: context.creditsVisible || decides },
    rows.map((row) => row.id),
  );
  const standings = groups
    .flatMap(({ id }) => rows.filter((row) => row.groupId === id))
    .map((row) => ({
      id: row.id,
      group: row.groupId,
      rank: row.rank,
      figures: JSON.parse(row.figures) as Record<string, number>,
      entry: cards.get(row.id) ?? null,
    }));
  return { status: 'ok', standings };
}
