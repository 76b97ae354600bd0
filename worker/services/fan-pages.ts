import { findContest as findType } from '../../contests/registry.server.ts';
import type { Person } from '../auth/session.ts';
import type { Bindings } from '../env.ts';
import type { ContestDetail, EntriesPage, EntrySort, StandingRow } from '../wire/contest.ts';
import type { FanPages } from '../wire/pages-fan.ts';
import { publishedCampaign } from './campaigns.ts';
import { contestIdAt } from './contest-facts.ts';
import { cardsOf, detailOf, entriesOf, entriesPage } from './contest-reading.ts';
import { see, type Seen } from './contest-seen.ts';
import { rowsOfEach, standingsOf } from './contest-standings.ts';
import { voteFigures } from './vote-figures.ts';
import { rulesInWords } from './rules-in-words.ts';

/** A page's data without the visit, which the route knows. */
type Content<Name extends keyof FanPages> = Omit<FanPages[Name], 'visit'>;

/** Address of a contest: the slugs of its campaign and its own. */
export interface ContestAddress {
  campaignSlug: string;
  contestSlug: string;
}

/** Photographs shown of each contest on its campaign's page. */
const GLIMPSE = 3;
/** Contests of a campaign beyond these are shown without photographs: each costs a question to its room. */
const MOST_GLIMPSED = 12;

/** A published campaign with a glimpse into its contests. */
export async function campaignPage(
  env: Bindings,
  campaignSlug: string,
  person: Person | null,
): Promise<Content<'fan/campaign'> | null> {
  const campaign = await publishedCampaign(env, campaignSlug);
  if (!campaign) return null;
  const glimpses = await Promise.all(
    campaign.contests.slice(0, MOST_GLIMPSED).map(async ({ id, announced }) => {
      const reply = await entriesPage(env, id, person, {
        sort: announced ? 'top' : 'new',
        limit: GLIMPSE,
      });
      const entries = reply.status === 'ok' ? reply.page.entries : [];
      return [id, entries.filter((entry) => entry.picture !== null)] as const;
    }),
  );
  const summaries = campaign.contests.map(({ type }) => [type, findType(type)?.summary ?? '']);
  return {
    campaign,
    glimpses: Object.fromEntries(glimpses),
    summaries: Object.fromEntries(summaries),
  };
}

/** What the query of a contest's address asks for. */
export interface GalleryWish {
  group: string;
  sort: EntrySort | undefined;
  cursor: string | undefined;
}

const GALLERY_PAGE = 24;
const LEADERS = 20;
const MORE_SHOWN = 6;

/** A contest's page asks its room once, and makes everything of that one answer. */
async function findContest(
  env: Bindings,
  { campaignSlug, contestSlug }: ContestAddress,
  person: Person | null,
): Promise<{ seen: Seen; contest: ContestDetail } | null> {
  const id = await contestIdAt(env, campaignSlug, contestSlug);
  const seen = id === null ? null : await see(env, id, person);
  return seen && { seen, contest: await detailOf(env, seen) };
}

const EMPTY: EntriesPage = { entries: [], nextCursor: null, total: 0 };

/** The contest's own page. A wish that cannot be met (hidden votes, an old cursor) gives the first page, shuffled. */
export async function contestPage(
  env: Bindings,
  address: ContestAddress,
  person: Person | null,
  wish: GalleryWish,
): Promise<Content<'fan/contest'> | null> {
  const found = await findContest(env, address, person);
  if (!found) return null;
  const { seen, contest } = found;
  const group = contest.groups.some(({ id }) => id === wish.group) ? wish.group : '';
  const asked = wish.sort ?? (contest.announced ? 'top' : 'shuffle');
  const query = { group: group || undefined, limit: GALLERY_PAGE };
  const [wished, leaders] = await Promise.all([
    entriesOf(env, seen, { ...query, sort: asked, cursor: wish.cursor }),
    leadersOf(env, seen, group),
  ]);
  if (wished.status === 'ok') return { contest, group, sort: asked, gallery: wished.page, leaders };
  const first = await entriesOf(env, seen, { ...query, sort: 'shuffle', cursor: undefined });
  const gallery = first.status === 'ok' ? first.page : EMPTY;
  return { contest, group, sort: 'shuffle', gallery, leaders };
}

/** The first of the standings, of the group on the page or of the first one; none while they are hidden. */
async function leadersOf(env: Bindings, seen: Seen, group: string): Promise<StandingRow[]> {
  if (!seen.standingsVisible) return [];
  const shown = group || (seen.context.groups[0]?.id ?? '');
  const reply = await standingsOf(env, seen, { group: shown, limit: LEADERS });
  return reply.status === 'ok' ? reply.standings : [];
}

/** Ids of the approved entries sent just before and just after this one to the same group. */
async function neighbours(
  env: Bindings,
  contestId: string,
  entryId: string,
): Promise<{ newer: string | null; older: string | null }> {
  const beside = (comparison: '<' | '>', direction: 'ASC' | 'DESC') =>
    env.DB.prepare(
      `SELECT other.id FROM entry AS this JOIN entry AS other
         ON other.contest_id = this.contest_id AND other.status = 'approved' AND other.group_id = this.group_id
         AND other.id NOT IN (SELECT entry_id FROM erased_entry WHERE contest_id = ?2)
         AND (other.submitted_at_ms, other.id) ${comparison} (this.submitted_at_ms, this.id)
       WHERE this.id = ?1 AND this.contest_id = ?2
       ORDER BY other.submitted_at_ms ${direction}, other.id ${direction} LIMIT 1`,
    ).bind(entryId, contestId);
  const [newer, older] = await env.DB.batch<{ id: string }>([
    beside('>', 'ASC'),
    beside('<', 'DESC'),
  ]);
  return { newer: newer?.results[0]?.id ?? null, older: older?.results[0]?.id ?? null };
}

/** An approved entry's own page. */
export async function entryPage(
  env: Bindings,
  address: ContestAddress,
  entryId: string,
  person: Person | null,
): Promise<Content<'fan/entry'> | null> {
  const found = await findContest(env, address, person);
  if (!found) return null;
  const { seen, contest } = found;
  const entry = (await cardsOf(env, seen, [entryId])).get(entryId);
  if (!entry) return null;
  const [beside, others] = await Promise.all([
    neighbours(env, contest.id, entryId),
    entriesOf(env, seen, {
      group: entry.group,
      sort: 'shuffle',
      cursor: undefined,
      limit: MORE_SHOWN + 1,
    }),
  ]);
  const urlOf = (id: string | null) => (id === null ? null : `${contest.url}/entries/${id}`);
  return {
    contest,
    entry,
    shareUrl: `${env.FANFARE_ORIGIN}${entry.url}`,
    newerUrl: urlOf(beside.newer),
    olderUrl: urlOf(beside.older),
    more:
      others.status === 'ok'
        ? others.page.entries.filter(({ id }) => id !== entryId).slice(0, MORE_SHOWN)
        : [],
  };
}

/** The contest of an entry whose author asked to be forgotten; null for any other id. */
export async function gonePage(
  env: Bindings,
  address: ContestAddress,
  entryId: string,
): Promise<Content<'fan/gone'> | null> {
  const contestId = await contestIdAt(env, address.campaignSlug, address.contestSlug);
  const erased = await env.DB.prepare(
    'SELECT entry_id FROM erased_entry WHERE contest_id = ? AND entry_id = ? AND was_public',
  )
    .bind(contestId ?? '', entryId)
    .first();
  return erased && { contestUrl: `/c/${address.campaignSlug}/${address.contestSlug}` };
}

/** The result with the figures behind it; before the announcement there is a page too, which says so. */
export async function resultsPage(
  env: Bindings,
  address: ContestAddress,
  person: Person | null,
): Promise<Content<'fan/results'> | null> {
  const found = await findContest(env, address, person);
  if (!found) return null;
  const { seen, contest } = found;
  const reply = contest.result ? await standingsOf(env, seen) : null;
  const rows = reply?.status === 'ok' ? reply.standings : [];
  const outOfIt = contest.result?.disqualified ?? [];
  const cards = await cardsOf(
    env,
    seen,
    outOfIt.map(({ standingId }) => standingId),
  );
  const disqualified = outOfIt.map((one) => ({
    ...one,
    entry: cards.get(one.standingId) ?? null,
  }));
  return {
    contest,
    disqualified,
    votes: voteFigures(contest.board),
    origin: env.FANFARE_ORIGIN,
    standings: contest.groups.map(({ id, label }) => ({
      group: id,
      label,
      rows: rows.filter((row) => row.group === id),
    })),
    mostRows: rowsOfEach(contest.groups.length),
  };
}

/** The frozen rules in words, with every version. */
export async function rulesPage(
  env: Bindings,
  address: ContestAddress,
  person: Person | null,
): Promise<Content<'fan/rules'> | null> {
  const found = await findContest(env, address, person);
  if (!found) return null;
  const { contest } = found;
  const inWords = await rulesInWords(env, contest.id, contest.config);
  return { contest, ...inWords, versions: contest.rules, votes: voteFigures(contest.board) };
}
