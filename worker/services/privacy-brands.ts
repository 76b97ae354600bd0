import type { Bindings } from '../env.ts';

/** Brands of which user ?1 is an owner, as `own`, and the only one. */
const OWNED_ALONE = `member AS own WHERE own.user_id = ?1 AND own.role = 'owner'
  AND NOT EXISTS (SELECT 1 FROM member AS other WHERE other.organization_id = own.organization_id
    AND other.role = 'owner' AND other.user_id <> ?1)`;

/** Somebody else works there, or the public has seen something of it. */
const IS_NEEDED = `(EXISTS (SELECT 1 FROM member AS other
    WHERE other.organization_id = own.organization_id AND other.user_id <> ?1)
  OR EXISTS (SELECT 1 FROM campaign WHERE campaign.brand_id = own.organization_id
    AND (campaign.published_at_ms IS NOT NULL OR EXISTS (SELECT 1 FROM contest
      WHERE contest.campaign_id = campaign.id AND contest.published_at_ms IS NOT NULL))))`;

/** True of user ?1 when a brand that is needed would be left without an owner. */
export const LEAVES_A_BRAND_ALONE = `EXISTS (SELECT 1 FROM ${OWNED_ALONE} AND ${IS_NEEDED})`;

/** Names of the brands that need another owner first, by name. */
export async function brandsLeftAlone(env: Bindings, userId: string): Promise<string[]> {
  return (
    await env.DB.prepare(
      `SELECT organization.name FROM organization WHERE id IN
         (SELECT own.organization_id FROM ${OWNED_ALONE} AND ${IS_NEEDED}) ORDER BY name, id`,
    )
      .bind(userId)
      .all<{ name: string }>()
  ).results.map(({ name }) => name);
}

const DESERTED = `(SELECT own.organization_id FROM ${OWNED_ALONE} AND NOT ${IS_NEEDED})`;
const CAMPAIGNS = `(SELECT id FROM campaign WHERE brand_id IN ${DESERTED})`;
const CONTESTS = `(SELECT id FROM contest WHERE campaign_id IN ${CAMPAIGNS})`;

/**
 * Erases brands of which nobody but this user knows, with their drafts and pictures: SQL that takes the user's id as ?1 and holds
 * only where `condition` does. To run before the memberships go, by which the brands are found.
 */
export const erasingDesertedBrands = (condition: string): string[] => [
  `INSERT OR IGNORE INTO media_upload (id, started_at_ms)
   SELECT id, 0 FROM media WHERE ${condition} AND brand_id IN ${DESERTED}`,
  `DELETE FROM media WHERE ${condition} AND brand_id IN ${DESERTED}`,
  `DELETE FROM contest_picture WHERE ${condition} AND contest_id IN ${CONTESTS}`,
  `DELETE FROM contest WHERE ${condition} AND campaign_id IN ${CAMPAIGNS}`,
  `DELETE FROM campaign WHERE ${condition} AND brand_id IN ${DESERTED}`,
  // Its memberships and invitations go with it.
  `DELETE FROM organization WHERE ${condition} AND id IN ${DESERTED}`,
];
