import { and, asc, count, desc, eq, isNull } from 'drizzle-orm';
import { findContest } from '../../contests/registry.server.ts';
import { randomId } from '../auth/random-id.ts';
import type { BrandRole } from '../auth/roles.ts';
import { database } from '../db/database.ts';
import { media } from '../db/media-schema.ts';
import { campaign, contest, contestStatus } from '../db/schema.ts';
import type { Bindings } from '../env.ts';
import type { BrandMembership } from '../wire/people.ts';
import type { StudioCampaign, StudioCampaignList, StudioContest } from '../wire/studio.ts';
import { brandAs } from './brands.ts';
import { campaignHeaderOf } from './campaign-header.ts';
import { claimSlug } from './slugs.ts';
import { refusedStudio, type StudioRefused } from './studio-refusals.ts';

const MOST_CAMPAIGNS = 200;

/** What a brand may change about a campaign, before and after publication. */
export interface CampaignEdit {
  title?: string | undefined;
  tagline?: string | undefined;
  storyMarkdown?: string | undefined;
  accent?: string | undefined;
  timeZone?: string | undefined;
  coverMediaId?: string | null | undefined;
}

type CampaignRow = typeof campaign.$inferSelect;

async function withContests(
  env: Bindings,
  rows: readonly CampaignRow[],
  brand: BrandMembership,
): Promise<StudioCampaign[]> {
  const single = rows.length === 1 ? rows[0] : undefined;
  const contests = await database(env)
    .select({ contest, announcedAtMs: contestStatus.announcedAtMs })
    .from(contest)
    .innerJoin(campaign, eq(campaign.id, contest.campaignId))
    .leftJoin(contestStatus, eq(contestStatus.contestId, contest.id))
    .where(single ? eq(campaign.id, single.id) : eq(campaign.brandId, brand.id))
    .orderBy(asc(contest.createdAtMs), asc(contest.id));
  return rows.map((row) => {
    const { url, coverUrl } = campaignHeaderOf(row, brand.name);
    const { brandId: _brandId, ...facts } = row;
    const own = contests.filter(({ contest: { campaignId } }) => campaignId === row.id);
    return {
      ...facts,
      brand,
      url,
      coverUrl,
      contests: own.map(({ contest: facts, announcedAtMs }) =>
        studioContest(facts, url, announcedAtMs),
      ),
    };
  });
}

function studioContest(
  row: typeof contest.$inferSelect,
  campaignUrl: string,
  announcedAtMs: number | null,
): StudioContest {
  const { id, type, title, slug, publishedAtMs } = row;
  const typeTitle = findContest(type)?.title ?? type;
  return {
    id,
    type,
    typeTitle,
    title,
    slug,
    url: `${campaignUrl}/${slug}`,
    publishedAtMs,
    announcedAtMs,
  };
}

/** A brand's campaigns, newest first, drafts among them. */
export async function campaignsOfBrand(
  env: Bindings,
  brandId: string,
  role: BrandRole,
): Promise<StudioCampaignList> {
  const [rows, brand] = await Promise.all([
    database(env)
      .select()
      .from(campaign)
      .where(eq(campaign.brandId, brandId))
      .orderBy(desc(campaign.createdAtMs), desc(campaign.id)),
    brandAs(env, brandId, role),
  ]);
  return { brand, campaigns: await withContests(env, rows, brand) };
}

/** A campaign as its staff see it. Throws when there is none: the caller has asked for its brand before. */
export async function studioCampaign(
  env: Bindings,
  campaignId: string,
  role: BrandRole,
): Promise<StudioCampaign> {
  const [row] = await database(env).select().from(campaign).where(eq(campaign.id, campaignId));
  if (!row) throw new Error(`no campaign ${campaignId}`);
  const [view] = await withContests(env, [row], await brandAs(env, row.brandId, role));
  return view as StudioCampaign;
}

/** A new campaign, unpublished. Its address is made from the title and stays when the title changes. */
export async function createCampaign(
  env: Bindings,
  brandId: string,
  { title, timeZone }: { title: string; timeZone: string },
  nowMs: number,
): Promise<{ id: string } | StudioRefused> {
  const db = database(env);
  const [existing] = await db
    .select({ campaigns: count() })
    .from(campaign)
    .where(eq(campaign.brandId, brandId));
  if ((existing?.campaigns ?? 0) >= MOST_CAMPAIGNS) return refusedStudio('campaign/TOO_MANY');
  const isTaken = async (candidate: string) => {
    const taken = db.select({ id: campaign.id }).from(campaign).where(eq(campaign.slug, candidate));
    return (await taken).length > 0;
  };
  const id = randomId();
  const page = { tagline: '', storyMarkdown: '', accent: '#0b6e4f', timeZone };
  await claimSlug(title, isTaken, (slug) =>
    db.insert(campaign).values({ id, brandId, slug, title, ...page, createdAtMs: nowMs }),
  );
  return { id };
}

/** Changes a campaign's page. What is not named stays. */
export async function editCampaign(
  env: Bindings,
  brandId: string,
  campaignId: string,
  edit: CampaignEdit,
): Promise<{ changed: true } | StudioRefused> {
  if (edit.coverMediaId && !(await isCoverOf(env, brandId, edit.coverMediaId))) {
    return refusedStudio('campaign/BAD_COVER', 'coverMediaId');
  }
  const named = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
  if (Object.keys(named).length > 0) {
    await database(env).update(campaign).set(named).where(eq(campaign.id, campaignId));
  }
  return { changed: true };
}

/** Whether a picture was uploaded for the brand itself: an entry's picture belongs to its fan. */
async function isCoverOf(env: Bindings, brandId: string, mediaId: string): Promise<boolean> {
  const rows = await database(env)
    .select({ id: media.id })
    .from(media)
    .where(and(eq(media.id, mediaId), eq(media.brandId, brandId), isNull(media.contestId)));
  return rows.length > 0;
}

/** Makes the campaign's page public. Publishing again changes nothing. */
export async function publishCampaign(
  env: Bindings,
  campaignId: string,
  nowMs: number,
): Promise<void> {
  await database(env)
    .update(campaign)
    .set({ publishedAtMs: nowMs })
    .where(and(eq(campaign.id, campaignId), isNull(campaign.publishedAtMs)));
}
