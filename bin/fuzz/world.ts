import type { AnyContest } from '../../contests/contract.ts';
import { contestTypes } from '../../contests/registry.server.ts';
import { inviteToTeam, joinTeam } from '../join-team.ts';
import { picturesIn } from '../demo/games.ts';
import { consumablesFor, crowdOf, personOf, type Consumables, type FuzzPerson } from './crowd.ts';
import { chancePicture, noisePicture } from './noise-picture.ts';
import { enterAndVote } from './play.ts';
import { chanceOf } from './random.ts';
import { runningContest, type RunningContest } from './running-contest.ts';
import { arrive, type Visitor } from './visitor.ts';

export { noisePicture };

export const ROLES = [
  'anonymous',
  'guest',
  'fan',
  'judge',
  'moderator',
  'editor',
  'owner',
  'otherOwner',
] as const;
export type RoleName = (typeof ROLES)[number];

/** Everything a run sends requests about. It does not grow, so that request n is the same in every run of a seed. */
export interface World extends Consumables {
  origin: string;
  /** When it was made, by the server's clock: what is open then is open during the run. */
  nowMs: number;
  /** Several fans and guests, one of each other role. */
  people: Record<RoleName, readonly FuzzPerson[]>;
  /** The first of each role. */
  cookies: Record<RoleName, string>;
  /** Two of each type: one in which all goes its way, and one in which staff may change rules and disqualify as well. */
  contests: readonly RunningContest[];
  /** One of each type that stays unpublished. */
  drafts: readonly RunningContest[];
  /** Drafts that may be published or thrown away. */
  spareDraftIds: readonly string[];
  ids: Record<'brand' | 'campaign' | 'slug' | 'contest' | 'media' | 'brandMedia', string[]>;
  memberIds: readonly string[];
  /** To another brand's team, each with whom it waits for; each can be answered once. */
  invitations: readonly { id: string; cookie: string }[];
  pages: readonly string[];
  pictures: readonly Uint8Array[];
}

const HOUR_MS = 3_600_000;

interface Members {
  members: { id: string; email: string | null }[];
}

async function staffOf(origin: string) {
  return {
    judge: await arrive(origin, 'judge'),
    moderator: await arrive(origin, 'moderator'),
    editor: await arrive(origin, 'fan', 'Editor'),
    owner: await arrive(origin, 'brand'),
    otherOwner: await arrive(origin, 'fan', 'Other owner'),
  };
}

type Staff = Awaited<ReturnType<typeof staffOf>>;

/** Members to be, and people who have an invitation from another brand. */
async function invite(brandId: string, staff: Staff, fans: readonly FuzzPerson[]) {
  const { owner, otherOwner } = staff;
  const path = `/api/brands/${brandId}/members`;
  await joinTeam(owner, brandId, staff.editor, 'editor');
  for (let number = 0; number < 12; number++)
    await owner.must('POST', path, { email: `invited${number}@example.org`, role: 'judge' });
  const { members } = await owner.must<Members>('GET', path);
  const other = await otherOwner.must<{ id: string }>('POST', '/api/brands', {
    name: 'Another brand',
  });
  const invitations: World['invitations'][number][] = [];
  for (const { visitor, cookie } of fans)
    invitations.push({ id: await inviteToTeam(otherOwner, other.id, visitor, 'judge'), cookie });
  const memberIds = members.filter(({ email }) => email?.startsWith('invited')).map(({ id }) => id);
  return { memberIds, invitations, otherBrandId: other.id };
}

/** What one person may do how often: the most that the types allow, so that a run does not use it up. */
const BUDGETS: Record<string, number> = {
  captionsPerFan: 10,
  votesPerFan: 20,
  entriesPerFan: 100,
  entriesPerStop: 100,
  budget: 1_000,
};

/**
 * A demo's settings with wide budgets.
 * @param other under which people can do what the demo's do not let them: a personal clock, no cool-down, another ballot
 */
function settingsFrom(config: unknown, other: boolean): unknown {
  const wide = JSON.parse(
    JSON.stringify(config, (key, value: unknown) =>
      typeof value === 'number' ? (BUDGETS[key] ?? value) : value,
    ),
  ) as Record<string, unknown>;
  if (!other) return wide;
  if ('timing' in wide) wide['timing'] = { kind: 'personal', minutes: 600 };
  if ('coolDown' in wide) wide['coolDown'] = { kind: 'off' };
  const last = Array.isArray(wide['rounds']) ? (wide['rounds'].at(-1) as object) : {};
  if ('ballot' in last) last.ballot = { method: 'approval', most: 3 };
  return wide;
}

async function brandPictures(owner: Visitor, brandId: string, nowMs: number) {
  const path = `/api/media?brand=${brandId}`;
  const upload = async (number: number): Promise<[number, string]> => {
    const picture = await noisePicture(100 + number);
    return [number, (await owner.must<{ mediaId: string }>('POST', path, picture)).mediaId];
  };
  return new Map(await Promise.all(picturesIn(contestTypes(), nowMs).map(upload)));
}

/** Sets up one brand with people of every role, and for each contest type two that run, and drafts. */
export async function createWorld(origin: string, seed: number): Promise<World> {
  const crowd = await crowdOf(origin);
  const staff = await staffOf(origin);
  const { owner } = staff;
  const { brands } = await owner.must<{ brands: { id: string }[] }>('GET', '/api/me');
  const brandId = brands[0]?.id ?? '';
  const { otherBrandId, ...asked } = await invite(brandId, staff, crowd.fan);
  const { nowMs } = await owner.must<{ nowMs: number }>('POST', '/dev/clock', { byMs: 0 });
  const mediaIds = await brandPictures(owner, brandId, nowMs);
  const newCampaign = (body: object) =>
    owner.must<{ id: string; slug: string }>('POST', `/api/brands/${brandId}/campaigns`, body);
  const campaign = await newCampaign({ title: 'To be shaken', timeZone: 'Europe/Vienna' });
  const hidden = await newCampaign({ title: 'Not public' });
  const picture = (number: number) => mediaIds.get(number) ?? '';
  const settings = (type: AnyContest, other = false) => {
    const config = type.demo.config(nowMs - HOUR_MS, picture);
    const secrets = type.demo.secrets(nowMs - HOUR_MS, picture);
    return { config: settingsFrom(config, other), secrets };
  };
  const make = async (type: AnyContest, campaignId: string, other = false) => {
    const path = `/api/studio/campaigns/${campaignId}/contests`;
    const body = { type: type.type, title: type.demo.liveTitle };
    const made = await owner.must<{ id: string; url: string }>('POST', path, body);
    await owner.must('PATCH', `/api/contests/${made.id}/draft`, settings(type, other));
    return made;
  };

  const contests: RunningContest[] = [];
  const drafts: RunningContest[] = [];
  const spareDraftIds: string[] = [];
  const pages = ['/', '/me', '/sign-in', `/c/${campaign.slug}`, '/studio', '/desk', '/nowhere'];
  for (const type of contestTypes()) {
    for (const withCore of [false, true]) {
      const { id, url } = await make(type, campaign.id, withCore);
      await owner.must('POST', `/api/contests/${id}/publish`);
      const contest = runningContest(type, id, settings(type, withCore), withCore);
      contests.push(contest);
      const players = [...crowd.fan, ...crowd.guest].slice(0, withCore ? 8 : undefined);
      await enterAndVote(contest, players, staff.moderator, { seed, nowMs });
      pages.push(url, `${url}/rules`, `${url}/results`, `/studio/contests/${id}`, `/desk/${id}`);
      pages.push(`/desk/${id}/jury`, `/desk/${id}/results`, `/studio/contests/${id}/preview`);
      pages.push(...contest.shown.slice(0, 2).map((entryId) => `${url}/entries/${entryId}`));
    }
    const draft = await make(type, hidden.id);
    drafts.push(runningContest(type, draft.id, settings(type), true));
    for (let time = 0; time < 6; time++) spareDraftIds.push((await make(type, hidden.id)).id);
  }
  pages.push(`/studio/campaigns/${campaign.id}`, `/studio/brands/${brandId}/members`);
  const uploads = [...crowd.fan, ...crowd.guest].flatMap((one) => [...one.uploads.values()].flat());
  const one = (visitor: Visitor) => [personOf(visitor)];
  const people: World['people'] = {
    anonymous: [],
    ...crowd,
    judge: one(staff.judge),
    moderator: one(staff.moderator),
    editor: one(staff.editor),
    owner: one(owner),
    otherOwner: one(staff.otherOwner),
  };
  const cookies = ROLES.map((role) => [role, people[role][0]?.cookie ?? ''] as const);
  return {
    origin,
    nowMs,
    people,
    cookies: Object.fromEntries(cookies) as World['cookies'],
    contests,
    drafts,
    spareDraftIds,
    ids: {
      brand: [brandId, otherBrandId],
      campaign: [campaign.id, hidden.id],
      slug: [campaign.slug, hidden.slug],
      contest: [...[...contests, ...drafts].map(({ id }) => id), ...spareDraftIds],
      media: [...mediaIds.values(), ...uploads],
      brandMedia: [...mediaIds.values()],
    },
    ...asked,
    pages,
    pictures: await Promise.all(
      Array.from({ length: 6 }, (_, number) => chancePicture(chanceOf(seed, -1_000 - number))),
    ),
    // Last, since proofs and codes grow old.
    ...(await consumablesFor(origin)),
  };
}
