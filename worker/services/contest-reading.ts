import { asc, desc, eq } from 'drizzle-orm';
import type { Viewer } from '../../contests/contract.ts';
import { roleInBrand } from '../auth/roles.ts';
import type { Person } from '../auth/session.ts';
import { database } from '../db/database.ts';
import { award, contestStatus, rules } from '../db/schema.ts';
import type { Bindings } from '../env.ts';
import { roomOf } from '../room/room-stub.ts';
import type { RoomReview } from '../room/view.ts';
import type {
  ContestDetail,
  EntriesPage,
  EntryCard,
  ResultView,
  RulesVersion,
} from '../wire/contest.ts';
import { campaignHeader } from './campaign-header.ts';
import { contestFacts, pseudonym, type ContestFacts } from './contest-facts.ts';
import { see, type Seen } from './contest-seen.ts';
import {
  entryCards,
  galleryPage,
  type GalleryContext,
  type GalleryQuery,
} from './entry-gallery.ts';

/** The contest as one person may see it, or null when there is no published one by that id. */
export async function contestDetail(
  env: Bindings,
  contestId: string,
  person: Person | null,
): Promise<ContestDetail | null> {
  const seen = await see(env, contestId, person);
  return seen && detailOf(env, seen);
}

/** The contest as it was just seen. */
export async function detailOf(env: Bindings, seen: Seen): Promise<ContestDetail> {
  const { facts, view, viewer, context, standingsVisible } = seen;
  const [campaign, versions, result] = await Promise.all([
    campaignHeader(env, facts.campaignId),
    rulesVersions(env, facts.id),
    announcedResult(env, context),
  ]);
  return {
    id: facts.id,
    type: facts.contest.type,
    slug: facts.slug,
    url: `/c/${facts.campaignSlug}/${facts.slug}`,
    title: facts.title,
    stages: [...facts.contest.stages(view.config)],
    announced: view.announced,
    campaign,
    config: view.config,
    configVersion: view.configVersion,
    rules: versions,
    open: [...view.open],
    nowMs: view.nowMs,
    seq: view.seq,
    board: view.board,
    mine: view.mine,
    groups: [...context.groups],
    standingsVisible,
    result,
    viewer,
  };
}

async function rulesVersions(env: Bindings, contestId: string): Promise<RulesVersion[]> {
  return database(env)
    .select({
      version: rules.version,
      publishedAtMs: rules.publishedAtMs,
      reason: rules.reason,
      hash: rules.hash,
    })
    .from(rules)
    .where(eq(rules.contestId, contestId))
    .orderBy(desc(rules.version));
}

/** The result, once announced. */
async function announcedResult(env: Bindings, context: GalleryContext): Promise<ResultView | null> {
  const contestId = context.facts.id;
  const db = database(env);
  const [status] = await db
    .select()
    .from(contestStatus)
    .where(eq(contestStatus.contestId, contestId));
  if (!status || status.announcedAtMs === null) return null;
  const rows = await db
    .select()
    .from(award)
    .where(eq(award.contestId, contestId))
    .orderBy(asc(award.place));
  const cards = await entryCards(
    env,
    context,
    rows.map((row) => row.standingId),
  );
  const disqualified = JSON.parse(status.disqualified) as Record<string, string>;
  return {
    announcedAtMs: status.announcedAtMs,
    // In the order of the groups, then by place.
    awards: context.groups.flatMap((group) =>
      rows
        .filter((row) => row.groupId === group.id)
        .map((row) => ({
          group: group.id,
          groupLabel: group.label,
          place: row.place,
          standingId: row.standingId,
          honour: row.honour,
          entry: cards.get(row.standingId) ?? null,
        })),
    ),
    disqualified: Object.entries(disqualified).map(([standingId, reason]) => ({
      standingId,
      reason,
    })),
    ledgerUrl: `/api/contests/${contestId}/ledger`,
    headHash: status.headHash,
  };
}

export type EntriesQuery = Omit<GalleryQuery, 'visitor'> & {
  /** Only these, in this order; everything else about the query is then left aside. */
  ids?: readonly string[] | undefined;
};
export type EntriesReply =
  | { status: 'ok'; page: EntriesPage }
  | { status: 'notFound' }
  | { status: 'badCursor' }
  | { status: 'votesHidden' };

/** A page of the gallery. */
export async function entriesPage(
  env: Bindings,
  contestId: string,
  person: Person | null,
  query: EntriesQuery,
): Promise<EntriesReply> {
  const seen = await see(env, contestId, person);
  return seen ? entriesOf(env, seen, query) : { status: 'notFound' };
}

/** A page of the gallery of a contest that was just seen. */
export async function entriesOf(
  env: Bindings,
  seen: Seen,
  query: EntriesQuery,
): Promise<Exclude<EntriesReply, { status: 'notFound' }>> {
  if (query.ids) {
    const cards = await entryCards(env, seen.context, query.ids);
    const entries = query.ids.flatMap((id) => cards.get(id) ?? []);
    return { status: 'ok', page: { entries, nextCursor: null, total: entries.length } };
  }
  if (query.sort === 'top' && !seen.standingsVisible) return { status: 'votesHidden' };
  const page = await galleryPage(env, seen.context, { ...query, visitor: seen.visitor });
  return page ? { status: 'ok', page } : { status: 'badCursor' };
}

/** Approved entries of a contest that was just seen, by id; what is not shown is not among them. */
export function cardsOf(
  env: Bindings,
  seen: Seen,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, EntryCard>> {
  return entryCards(env, seen.context, entryIds);
}

/** What the desk may see; null for strangers and for what is not published. */
export async function contestReview(
  env: Bindings,
  contestId: string,
  person: Person,
): Promise<(RoomReview & { facts: ContestFacts; viewer: Viewer }) | null> {
  const facts = await contestFacts(env, contestId);
  if (!facts) return null;
  const role = await roleInBrand(env, person.id, facts.brandId);
  if (!role) return null;
  const viewer: Viewer = { actorId: pseudonym(facts, person.id), role };
  const review = await roomOf(env, contestId).review(viewer);
  return review ? { ...review, facts, viewer } : null;
}
