import { limitRows } from '../abuse/limits.ts';
import { roleInBrand, roleMay, type BrandRole } from '../auth/roles.ts';
import type { Person } from '../auth/session.ts';
import { nowMs as serverNowMs } from '../clock.ts';
import type { Bindings } from '../env.ts';
import type { StudioCampaignHeader, StudioMay, StudioPages } from '../wire/pages-studio.ts';
import { brandsOf } from './brands.ts';
import { campaignHeader } from './campaign-header.ts';
import { contestTypeViews } from './contest-types.ts';
import { draftPreview } from './draft-preview.ts';
import { draftView } from './drafts.ts';
import { invitationsFor } from './invitations.ts';
import { memberList } from './members.ts';
import { brandOf, brandOfCampaign, brandOfContest } from './ownership.ts';
import { campaignsOfBrand, studioCampaign } from './studio-campaigns.ts';

function mayOf(role: BrandRole): StudioMay {
  return { edit: roleMay(role, 'campaigns.edit'), publish: roleMay(role, 'campaigns.publish') };
}

/** What a person is in the brand that something belongs to; null when it is not theirs to know. */
async function roleFor(
  env: Bindings,
  person: Person,
  owner: (env: Bindings, id: string) => Promise<string | null>,
  id: string,
): Promise<{ brandId: string; role: BrandRole } | null> {
  const brandId = await owner(env, id);
  const role = brandId === null ? null : await roleInBrand(env, person.id, brandId);
  return brandId !== null && role ? { brandId, role } : null;
}

/** Every brand of a person with its campaigns. */
export async function studioHome(
  env: Bindings,
  person: Person,
): Promise<StudioPages['studio/home']> {
  const [brands, invitations] = await Promise.all([
    brandsOf(env, person.id),
    invitationsFor(env, person, Date.now()),
  ]);
  return {
    invited: invitations.length,
    brands: await Promise.all(
      brands.map(async (brand) => ({
        brand,
        may: mayOf(brand.role),
        campaigns: (await campaignsOfBrand(env, brand.id, brand.role)).campaigns,
      })),
    ),
  };
}

export async function studioCampaignPage(
  env: Bindings,
  campaignId: string,
  person: Person,
): Promise<StudioPages['studio/campaign'] | null> {
  const found = await roleFor(env, person, brandOfCampaign, campaignId);
  if (!found) return null;
  return {
    campaign: await studioCampaign(env, campaignId, found.role),
    may: mayOf(found.role),
    types: contestTypeViews(serverNowMs()).map(({ type, title, summary }) => ({
      type,
      title,
      summary,
    })),
  };
}

async function headerOf(
  env: Bindings,
  campaignId: string,
  brandId: string,
): Promise<StudioCampaignHeader> {
  const { id, title, brandName, timeZone } = await campaignHeader(env, campaignId);
  return { id, title, brandId, brandName, timeZone };
}

/** The settings of a contest: for those who may edit them only, since a draft has secrets. */
export async function studioContestPage(
  env: Bindings,
  contestId: string,
  person: Person,
): Promise<StudioPages['studio/contest'] | null> {
  const found = await roleFor(env, person, brandOfContest, contestId);
  if (!found || !roleMay(found.role, 'campaigns.edit')) return null;
  const nowMs = serverNowMs();
  const draft = await draftView(env, contestId, found.role);
  const type = contestTypeViews(nowMs).find((each) => each.type === draft.type);
  if (!type) throw new Error(`contest ${contestId} is of an unknown type`);
  return {
    draft,
    campaign: await headerOf(env, draft.campaignId, found.brandId),
    type: {
      title: type.title,
      configSchema: type.configSchema,
      secretsSchema: type.secretsSchema,
    },
    may: mayOf(found.role),
    limits: limitRows(env),
    nowMs,
  };
}

/** What a fan would see. `incomplete` while the settings do not make a contest yet. */
export async function studioPreviewPage(
  env: Bindings,
  contestId: string,
  person: Person,
  wanted: { stageId?: string | undefined; group?: string | undefined },
): Promise<StudioPages['studio/preview'] | 'incomplete' | null> {
  const found = await roleFor(env, person, brandOfContest, contestId);
  if (!found) return null;
  const edits = roleMay(found.role, 'campaigns.edit');
  const viewer = { edits, nowMs: serverNowMs() };
  const preview = await draftPreview(env, contestId, wanted.stageId, viewer);
  if (!preview) return 'incomplete';
  const { contest, stageId } = preview;
  return {
    contest,
    stageId,
    group: contest.groups.find(({ id }) => id === wanted.group)?.id ?? '',
    gallery: { entries: [], nextCursor: null, total: 0 },
    campaign: await headerOf(env, contest.campaign.id, found.brandId),
  };
}

export async function studioMembersPage(
  env: Bindings,
  brandId: string,
  person: Person,
): Promise<StudioPages['studio/members'] | null> {
  const found = await roleFor(env, person, brandOf, brandId);
  if (!found || !roleMay(found.role, 'members.read')) return null;
  const list = await memberList(env, brandId, { person, role: found.role });
  return { ...list, manages: roleMay(found.role, 'members.manage') };
}
