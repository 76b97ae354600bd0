import { eq } from 'drizzle-orm';
import { roleInBrand } from '../auth/roles.ts';
import { database } from '../db/database.ts';
import { campaign, contest } from '../db/schema.ts';
import type { Bindings } from '../env.ts';
import { refuseMedia, type MediaRefused } from './refusals.ts';
import type { PictureOwner } from './store-picture.ts';

/** The address's query: exactly one of the two. */
export interface UploadTarget {
  contest?: string | undefined;
  brand?: string | undefined;
}

type Permitted = { ok: true; owner: PictureOwner } | MediaRefused;

async function forContest(env: Bindings, personId: string, contestId: string): Promise<Permitted> {
  const [found] = await database(env)
    .select({ brandId: campaign.brandId, publishedAtMs: contest.publishedAtMs })
    .from(contest)
    .innerJoin(campaign, eq(campaign.id, contest.campaignId))
    .where(eq(contest.id, contestId));
  if (!found) return refuseMedia('media/NO_SUCH_TARGET');
  // An unpublished contest does not exist for anybody but the brand's own people.
  const mayUpload =
    found.publishedAtMs !== null || (await roleInBrand(env, personId, found.brandId)) !== null;
  if (!mayUpload) return refuseMedia('media/NO_SUCH_TARGET');
  return { ok: true, owner: { ownerId: personId, brandId: found.brandId, contestId } };
}

async function forBrand(env: Bindings, personId: string, brandId: string): Promise<Permitted> {
  const role = await roleInBrand(env, personId, brandId);
  if (role === null) return refuseMedia('media/NO_SUCH_TARGET');
  if (role !== 'owner' && role !== 'editor') return refuseMedia('media/NOT_ALLOWED');
  return { ok: true, owner: { ownerId: personId, brandId, contestId: null } };
}

/** Whether a person may upload for a contest (when it is published) or a brand (as owner or editor). */
export async function permitUpload(
  env: Bindings,
  personId: string,
  target: UploadTarget,
): Promise<Permitted> {
  if (Boolean(target.contest) === Boolean(target.brand)) return refuseMedia('media/NO_TARGET');
  return target.contest
    ? forContest(env, personId, target.contest)
    : forBrand(env, personId, target.brand ?? '');
}
