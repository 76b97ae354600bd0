import sharp from 'sharp';
import { toJSONSchema, type ZodType } from 'zod';
import { CoreAction } from '../../contests/decide.ts';
import type { AnyContest } from '../../contests/contract.ts';
import { contestTypes } from '../../contests/registry.server.ts';
import { picturesIn } from '../demo/games.ts';
import { chanceOf, type Chance } from './random.ts';
import { validValue, type Names, type Shape } from './valid-values.ts';
import { inviteToTeam, joinTeam } from '../join-team.ts';
import { arrive, type Visitor } from './visitor.ts';

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

/** A contest in progress, and what its type lets people ask for. */
export interface RunningContest {
  id: string;
  type: AnyContest;
  /** One schema for each kind of action, those of the core among them. */
  actions: readonly Shape[];
  config: unknown;
  secrets: unknown;
  configSchema: Shape;
  secretsSchema: Shape;
  names: Names;
}

/** Everything a run sends requests about. It does not grow, so that request n is the same in every run of a seed. */
export interface World {
  origin: string;
  cookies: Record<RoleName, string>;
  /** Sessions that may be ended, of people who may go. */
  spareCookies: readonly string[];
  contests: readonly RunningContest[];
  /** One of each type that stays unpublished. */
  drafts: readonly RunningContest[];
  /** Drafts that may be published or thrown away. */
  spareDraftIds: readonly string[];
  ids: { brand: string[]; campaign: string[]; slug: string[]; contest: string[]; media: string[] };
  memberIds: readonly string[];
  /** To another brand's team; each can be answered once. */
  invitationIds: readonly string[];
  pages: readonly string[];
  pictures: readonly Uint8Array[];
}

const HOUR_MS = 3_600_000;

/** A picture that no other is, as PNG or JPEG. */
export async function noisePicture(number: number): Promise<Uint8Array> {
  const noise = { type: 'gaussian' as const, mean: 60 + ((number * 37) % 140), sigma: 30 };
  const create = { width: 240, height: 208 + (number % 32), channels: 3 as const, noise };
  const picture = sharp({ create: { ...create, background: 'grey' } });
  return new Uint8Array(await (number % 3 ? picture.jpeg() : picture.png()).toBuffer());
}

/** The kinds of action of a schema, each by itself. */
function kindsOf(shape: Shape): Shape[] {
  return shape.oneOf ?? shape.anyOf ?? [shape];
}

const schemaOf = (schema: ZodType) =>
  toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;

interface Members {
  members: { id: string; email: string | null }[];
}

/**
 * Sets up one brand with people of every role, and for each contest type one that runs and one draft.
 * @param withDrafts whether there are drafts too, with the settings and secrets of those that run
 */
export async function createWorld(origin: string, seed: number, withDrafts = true): Promise<World> {
  const people = {
    guest: await arrive(origin, 'guest'),
    fan: await arrive(origin, 'fan', 'Fan'),
    judge: await arrive(origin, 'judge'),
    moderator: await arrive(origin, 'moderator'),
    editor: await arrive(origin, 'fan', 'Editor'),
    owner: await arrive(origin, 'brand'),
    otherOwner: await arrive(origin, 'fan', 'Other owner'),
  };
  const { owner } = people;
  const { brands } = await owner.must<{ brands: { id: string }[] }>('GET', '/api/me');
  const brandId = brands[0]?.id ?? '';
  const members = `/api/brands/${brandId}/members`;
  await joinTeam(owner, brandId, people.editor, 'editor');
  for (let number = 0; number < 6; number++)
    await owner.must('POST', members, { email: `invited${number}@example.org`, role: 'judge' });
  const team = await owner.must<Members>('GET', members);
  const other = await people.otherOwner.must<{ id: string }>('POST', '/api/brands', {
    name: 'Another brand',
  });
  const invitationIds: string[] = [];
  for (const person of [people.fan, people.judge, people.moderator, people.editor, owner])
    invitationIds.push(await inviteToTeam(people.otherOwner, other.id, person, 'judge'));

  const pictures = await Promise.all(
    Array.from({ length: 6 }, (_, number) => noisePicture(number)),
  );
  const nowMs = Date.now();
  const mediaIds = new Map<number, string>();
  for (const number of picturesIn(contestTypes(), nowMs)) {
    const path = `/api/media?brand=${brandId}`;
    const picture = await noisePicture(100 + number);
    mediaIds.set(number, (await owner.must<{ mediaId: string }>('POST', path, picture)).mediaId);
  }
  const campaign = await owner.must<{ id: string; slug: string }>(
    'POST',
    `/api/brands/${brandId}/campaigns`,
    { title: 'A campaign to be shaken', timeZone: 'Europe/Vienna' },
  );
  const hidden = await owner.must<{ id: string; slug: string }>(
    'POST',
    `/api/brands/${brandId}/campaigns`,
    { title: 'Not public' },
  );

  const contests: RunningContest[] = [];
  const drafts: RunningContest[] = [];
  const spareDraftIds: string[] = [];
  const uploads: string[] = [];
  const pages = ['/', '/me', '/sign-in', `/c/${campaign.slug}`, '/studio', '/desk', '/nowhere'];
  for (const type of contestTypes()) {
    const picture = (number: number) => mediaIds.get(number) ?? '';
    const config = type.demo.config(nowMs - HOUR_MS, picture);
    const secrets = type.demo.secrets(nowMs - HOUR_MS, picture);
    const make = async (campaignId: string) => {
      const path = `/api/studio/campaigns/${campaignId}/contests`;
      const made = await owner.must<{ id: string; url: string }>('POST', path, {
        type: type.type,
        title: type.demo.liveTitle,
      });
      await owner.must('PATCH', `/api/contests/${made.id}/draft`, { config, secrets });
      return made;
    };
    const { id, url } = await make(campaign.id);
    await owner.must('POST', `/api/contests/${id}/publish`);
    if (withDrafts) {
      drafts.push(running(type, (await make(hidden.id)).id, config, secrets, []).contest);
      for (let time = 0; time < 3; time++) spareDraftIds.push((await make(hidden.id)).id);
    }
    const own: string[] = [];
    for (const person of [people.fan, people.guest]) {
      const upload = await person.send('POST', `/api/media?contest=${id}`, pictures[own.length]);
      own.push(((await upload.json()) as { mediaId: string }).mediaId);
    }
    uploads.push(...own);
    const { contest, entryIds } = running(type, id, config, secrets, own);
    contests.push(contest);
    await playSome(contest, people, entryIds, chanceOf(seed, -1 - contests.length));
    const shown = await owner.must<{ entries: { id: string }[] }>(
      'GET',
      `/api/contests/${id}/entries`,
    );
    entryIds.push(...shown.entries.map((entry) => entry.id));
    pages.push(url, `${url}/rules`, `${url}/results`, `/studio/contests/${id}`, `/desk/${id}`);
    pages.push(`/desk/${id}/jury`, `/desk/${id}/results`, `/studio/contests/${id}/preview`);
    pages.push(...entryIds.slice(0, 2).map((entryId) => `${url}/entries/${entryId}`));
  }
  pages.push(`/studio/campaigns/${campaign.id}`, `/studio/brands/${brandId}/members`);
  const spare = await Promise.all(
    Array.from({ length: 24 }, (_, number) => arrive(origin, 'fan', `Spare ${number}`)),
  );
  const cookies = Object.entries(people).map(([role, { cookie }]) => [role, cookie] as const);
  return {
    origin,
    cookies: Object.fromEntries([['anonymous', ''], ...cookies]) as Record<RoleName, string>,
    spareCookies: spare.map(({ cookie }) => cookie),
    contests,
    drafts,
    spareDraftIds,
    ids: {
      brand: [brandId, other.id],
      campaign: [campaign.id, hidden.id],
      slug: [campaign.slug, hidden.slug],
      contest: [...[...contests, ...drafts].map(({ id }) => id), ...spareDraftIds],
      media: [...mediaIds.values(), ...uploads],
    },
    memberIds: team.members.filter(({ email }) => email?.startsWith('invited')).map(({ id }) => id),
    invitationIds,
    pages,
    pictures,
  };
}

/** What settings call their parts: stops, rounds, puzzles. */
function idsIn(config: unknown): string[] {
  if (typeof config !== 'object' || config === null) return [];
  const { id } = config as { id?: unknown };
  return [...(typeof id === 'string' ? [id] : []), ...Object.values(config).flatMap(idsIn)];
}

function running(
  type: AnyContest,
  id: string,
  config: unknown,
  secrets: unknown,
  mediaIds: readonly string[],
) {
  const parts = [...type.groups(config).map((group) => group.id), ...idsIn(config)].filter(Boolean);
  const entryIds: string[] = [];
  const names: Names = (field, chance) => {
    if (/mediaId$/i.test(field) && mediaIds.length > 0) return chance.of(mediaIds);
    if (/(entry|standing|design|target)Ids?$/i.test(field) && entryIds.length > 0)
      return chance.of(entryIds);
    if (/Id$/.test(field) && parts.length > 0) return chance.of(parts);
    return undefined;
  };
  const contest: RunningContest = {
    id,
    type,
    config,
    secrets,
    names,
    actions: [...kindsOf(schemaOf(type.schemas.action)), ...kindsOf(schemaOf(CoreAction))],
    configSchema: schemaOf(type.schemas.config),
    secretsSchema: schemaOf(type.schemas.secrets),
  };
  return { contest, entryIds };
}

/** Plays a little, so that there are entries, votes and answers to ask about. */
async function playSome(
  contest: RunningContest,
  people: Record<string, Visitor>,
  entryIds: string[],
  chance: Chance,
): Promise<void> {
  const fans = [people['fan'], people['guest'], people['otherOwner'], people['moderator']];
  for (let time = 0; time < 60; time++) {
    const kind = chance.of(contest.actions);
    if (String(kind.properties?.['type']?.const).startsWith('core.')) continue;
    const action = validValue(kind, 'action', contest.names, chance);
    const person = chance.of(fans) as Visitor;
    const key = `world-${contest.id}-${time}`.slice(0, 64);
    const reply = await person.send('POST', `/api/contests/${contest.id}/actions`, { key, action });
    const { receipt } = (await reply.json()) as { receipt?: { createdId?: string } };
    if (receipt?.createdId) entryIds.push(receipt.createdId);
  }
}
