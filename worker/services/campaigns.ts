import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { findContest } from '../../contests/registry.server.ts';
import { database } from '../db/database.ts';
import { organization } from '../db/people-schema.ts';
import { campaign, contest, contestStatus, rules } from '../db/schema.ts';
import type { Bindings } from '../env.ts';
import type { CampaignDetail, CampaignSummary, ContestSummary } from '../wire/contest.ts';
import { campaignHeaderOf } from './campaign-header.ts';
import { storyHtml } from './story-html.ts';

/** The front page shows no more; older campaigns keep their addresses. */
const MOST_LISTED = 60;

/** Published campaigns with their published contests, newest first. */
export async function publishedCampaigns(env: Bindings): Promise<CampaignSummary[]> {
  const rows = await database(env)
    .select({ campaign, brandName: organization.name })
    .from(campaign)
    .innerJoin(organization, eq(organization.id, campaign.brandId))
    .where(isNotNull(campaign.publishedAtMs))
    .orderBy(desc(campaign.publishedAtMs), desc(campaign.id))
    .limit(MOST_LISTED);
  const contests = await publishedContests(
    env,
    rows.map((row) => row.campaign),
  );
  return rows.map((row) => ({
    ...campaignHeaderOf(row.campaign, row.brandName),
    contests: contests.get(row.campaign.id) ?? [],
  }));
}

/** A published campaign by its slug, or null. */
export async function publishedCampaign(
  env: Bindings,
  slug: string,
): Promise<CampaignDetail | null> {
  const [row] = await database(env)
    .select({ campaign, brandName: organization.name })
    .from(campaign)
    .innerJoin(organization, eq(organization.id, campaign.brandId))
    .where(and(eq(campaign.slug, slug), isNotNull(campaign.publishedAtMs)));
  if (!row) return null;
  const contests = await publishedContests(env, [row.campaign]);
  return {
    ...campaignHeaderOf(row.campaign, row.brandName),
    contests: contests.get(row.campaign.id) ?? [],
    storyHtml: storyHtml(row.campaign.storyMarkdown),
  };
}

/** Published contests by campaign id, those still to be decided first, then in the order of their publication; each with the stages of the rules in force. */
async function publishedContests(
  env: Bindings,
  campaigns: readonly { id: string; slug: string }[],
): Promise<Map<string, ContestSummary[]>> {
  const byCampaign = new Map<string, ContestSummary[]>();
  if (campaigns.length === 0) return byCampaign;
  const inForce = sql`${rules.version} = (
    SELECT max(version) FROM rules AS latest WHERE latest.contest_id = ${contest.id})`;
  const rows = await database(env)
    .select({
      id: contest.id,
      campaignId: contest.campaignId,
      slug: contest.slug,
      type: contest.type,
      title: contest.title,
      config: rules.config,
      announcedAtMs: contestStatus.announcedAtMs,
    })
    .from(contest)
    // A contest without rules on the ledger is not published yet, whatever its row says.
    .innerJoin(rules, and(eq(rules.contestId, contest.id), inForce))
    .leftJoin(contestStatus, eq(contestStatus.contestId, contest.id))
    .where(
      inArray(
        contest.campaignId,
        campaigns.map(({ id }) => id),
      ),
    )
    .orderBy(
      sql`${contestStatus.announcedAtMs} IS NOT NULL`,
      asc(contest.publishedAtMs),
      asc(contest.id),
    );
  const slugs = new Map(campaigns.map(({ id, slug }) => [id, slug]));
  for (const { id, campaignId, slug, type, title, config, announcedAtMs } of rows) {
    const stages = findContest(type)?.stages(JSON.parse(config)) ?? [];
    const url = `/c/${slugs.get(campaignId)}/${slug}`;
    const announced = announcedAtMs !== null;
    const list = byCampaign.get(campaignId) ?? [];
    list.push({ id, type, slug, url, title, stages: [...stages], announced });
    byCampaign.set(campaignId, list);
  }
  return byCampaign;
}
