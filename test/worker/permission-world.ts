import { env } from 'cloudflare:test';
import { encode } from 'fast-png';
import { joinTeam } from '../../bin/join-team.ts';
import type { BrandMembership, Me } from '../../worker/wire/people.ts';
import type { ContestTypeView, DraftView, StudioCampaign } from '../../worker/wire/studio.ts';
import { Caller, signedIn } from './browser-like.ts';
import type { CallerName } from './permission-outcomes.ts';

/** A picture of `width` × `width` pixels that no other has been. */
let shade = 0;
export function freshPicture(width = 256): Uint8Array {
  const data = new Uint8Array(width * width * 3);
  shade = (shade + 1) % 256;
  for (let at = 0; at < data.length; at++) data[at] = (at * 7 + shade * 31 + (at >> 9)) % 256;
  return encode({ width, height: width, data, channels: 3, depth: 8 });
}

/** One brand with people of every role, one other brand, and things in every state. */
export interface World {
  callers: Record<CallerName, Caller>;
  /** The same person in another browser, in a session of its own. */
  again(caller: CallerName): Promise<Caller>;
  /** Puts the world's things in the place of `{…}`. */
  fill(text: string, caller: CallerName): Promise<string>;
}

async function must<T>(reply: Promise<{ status: number; body: T }>): Promise<T> {
  const { status, body } = await reply;
  if (status >= 300)
    throw new Error(`the world could not be made: ${status} ${JSON.stringify(body)}`);
  return body;
}

async function emailOf(caller: Caller): Promise<string> {
  return (await must(caller.json<Me>('GET', '/api/me'))).person?.email ?? '';
}

/** As the route leaves it, without its budget: the tables ask for far more invitations than any team. */
async function invitationTo(email: string, brandId: string): Promise<string> {
  const id = crypto.randomUUID();
  await env.DB.prepare(
    `INSERT INTO invitation (id, organization_id, email, role, status, inviter_id, expires_at, created_at)
     SELECT ?1, organization_id, ?2, 'judge', 'pending', user_id, ?4, ?5 FROM member
     WHERE organization_id = ?3 AND role = 'owner'
     ON CONFLICT (organization_id, email) DO UPDATE SET id = excluded.id`,
  )
    .bind(id, email, brandId, Date.now() + 3600_000, Date.now())
    .run();
  return id;
}

async function uploadCover(owner: Caller, brandId: string): Promise<string> {
  const reply = await owner.upload(`/api/media?brand=${brandId}`, freshPicture());
  return ((await reply.json()) as { mediaId: string }).mediaId;
}

export async function createWorld(): Promise<World> {
  const guest = new Caller();
  await guest.send('POST', '/api/session/guest');
  const person = (name: CallerName) => signedIn('fan', name);
  const fan = await person('fan');
  const judge = await person('judge');
  const moderator = await person('moderator');
  const editor = await person('editor');
  const owner = await person('owner');
  const otherOwner = await person('otherOwner');
  const found = (caller: Caller, name: string) =>
    must(caller.json<BrandMembership>('POST', '/api/brands', { name }));
  const brand = await found(owner, 'The brand');
  const otherBrand = await found(otherOwner, 'The other brand');
  // Whose invitations are answered: nobody's role elsewhere depends on it.
  const thirdBrand = await found(otherOwner, 'The third brand');
  await joinTeam(owner, brand.id, judge, 'judge');
  await joinTeam(owner, brand.id, moderator, 'moderator');
  await joinTeam(owner, brand.id, editor, 'editor');

  const newCampaign = (title: string) =>
    must(owner.json<StudioCampaign>('POST', `/api/brands/${brand.id}/campaigns`, { title }));
  const campaign = await newCampaign('In the making');
  const publicCampaign = await newCampaign('In the open');
  const [{ type } = { type: '' }] = await must(
    owner.json<ContestTypeView[]>('GET', '/api/contest-types'),
  );
  const newDraft = async (campaignId: string) => {
    const path = `/api/studio/campaigns/${campaignId}/contests`;
    return (await must(owner.json<DraftView>('POST', path, { type, title: 'A contest' }))).id;
  };
  const draft = await newDraft(campaign.id);
  const contest = await newDraft(publicCampaign.id);
  await must(owner.json('POST', `/api/contests/${contest}/publish`));
  const cover = await uploadCover(owner, brand.id);
  const publicCover = await uploadCover(owner, brand.id);
  await must(
    owner.json('PATCH', `/api/studio/campaigns/${publicCampaign.id}`, {
      coverMediaId: publicCover,
    }),
  );

  let invited = 0;
  const newMember = () => invitationTo(`invited-${invited++}@example.org`, brand.id);
  const fanEmail = await emailOf(fan);
  const newInvitation = () => invitationTo(fanEmail, thirdBrand.id);

  const things: Record<string, string | (() => Promise<string>)> = {
    brand: brand.id,
    otherBrand: otherBrand.id,
    campaign: campaign.id,
    slug: campaign.slug,
    publicCampaign: publicCampaign.id,
    publicSlug: publicCampaign.slug,
    draft,
    contest,
    contestSlug: 'a-contest',
    cover,
    publicCover,
    type,
    newDraft: () => newDraft(publicCampaign.id),
    newMember,
    newInvitation,
    newKey: () => Promise.resolve(crypto.randomUUID()),
  };

  const callers = { nobody: new Caller(), guest, fan, judge, moderator, editor, owner, otherOwner };
  return {
    callers,
    again: async (caller) =>
      caller === 'nobody' || caller === 'guest' ? callers[caller].clone() : person(caller),
    async fill(text, caller) {
      let filled = text.replaceAll('{caller}', caller);
      for (const [, name = ''] of text.matchAll(/\{(\w+)\}/g)) {
        const thing = things[name];
        if (thing === undefined) continue;
        filled = filled.replaceAll(`{${name}}`, typeof thing === 'string' ? thing : await thing());
      }
      return filled;
    },
  };
}
