import { eq } from 'drizzle-orm';
import { database } from '../db/database.ts';
import { organization } from '../db/people-schema.ts';
import { campaign } from '../db/schema.ts';
import type { Bindings } from '../env.ts';
import type { CampaignSummary } from '../wire/contest.ts';

/** A campaign without its contests. */
export type CampaignHeader = Omit<CampaignSummary, 'contests'>;

/** What stands above every page of a campaign. Throws when there is no such campaign: contests belong to one. */
export async function campaignHeader(env: Bindings, campaignId: string): Promise<CampaignHeader> {
  const [row] = await database(env)
    .select({ campaign, brandName: organization.name })
    .from(campaign)
    .innerJoin(organization, eq(organization.id, campaign.brandId))
    .where(eq(campaign.id, campaignId));
  if (!row) throw new Error(`no campaign ${campaignId}`);
  return campaignHeaderOf(row.campaign, row.brandName);
}

/** The same from rows at hand. */
export function campaignHeaderOf(
  row: typeof campaign.$inferSelect,
  brandName: string,
): CampaignHeader {
  return {
    id: row.id,
    slug: row.slug,
    url: `/c/${row.slug}`,
    title: row.title,
    tagline: row.tagline,
    brandName,
    theme: { accent: row.accent },
    coverUrl: row.coverMediaId ? `/media/${row.coverMediaId}/large` : null,
    timeZone: row.timeZone,
  };
}
