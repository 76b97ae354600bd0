import { eq } from 'drizzle-orm';
import { database } from '../db/database.ts';
import { organization } from '../db/people-schema.ts';
import { campaign, contest } from '../db/schema.ts';
import type { Bindings } from '../env.ts';

// Which brand something belongs to; null when there is no such thing. Permissions hang on it.

export async function brandOf(env: Bindings, brandId: string): Promise<string | null> {
  const [row] = await database(env)
    .select({ brandId: organization.id })
    .from(organization)
    .where(eq(organization.id, brandId));
  return row?.brandId ?? null;
}

export async function brandOfCampaign(env: Bindings, campaignId: string): Promise<string | null> {
  const [row] = await database(env)
    .select({ brandId: campaign.brandId })
    .from(campaign)
    .where(eq(campaign.id, campaignId));
  return row?.brandId ?? null;
}

/** Of a contest, published or not. */
export async function brandOfContest(env: Bindings, contestId: string): Promise<string | null> {
  const [row] = await database(env)
    .select({ brandId: campaign.brandId })
    .from(contest)
    .innerJoin(campaign, eq(campaign.id, contest.campaignId))
    .where(eq(contest.id, contestId));
  return row?.brandId ?? null;
}

/** Whether there is any contest at all, published or not. */
export async function hasContests(env: Bindings): Promise<boolean> {
  const rows = await database(env).select({ id: contest.id }).from(contest).limit(1);
  return rows.length > 0;
}
