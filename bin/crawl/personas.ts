import { contestTypes } from '../../contests/registry.server.ts';
import { arrive, type Visitor } from '../fuzz/visitor.ts';
import { joinTeam } from '../join-team.ts';
import { inOtherWords } from './other-words.ts';
import type { Persona } from './who-may-see.ts';

/** Everybody who crawls but the one who has no cookies. */
export type Crawlers = Record<Exclude<Persona, 'anonymous'>, Visitor>;

/** How each one-click person comes in, so that they can do so again: another session of the same person. */
const DOORS = {
  fan: ['fan', 'Crawling fan'],
  player: ['fan', 'Crawling player'],
  otherOwner: ['fan', 'Crawling other owner'],
  judge: ['judge', 'Crawling judge'],
  moderator: ['moderator', 'Crawling moderator'],
  editor: ['fan', 'Crawling editor'],
  owner: ['brand', undefined],
} as const;

/** A session of somebody that no other request has used; null for those who have no account. */
export async function freshSession(origin: string, persona: Persona): Promise<string | null> {
  if (persona === 'anonymous' || persona === 'guest') return null;
  const [as, name] = DOORS[persona];
  return (await arrive(origin, as, name)).cookie;
}

/** Somebody of each kind, and drafts for them to find. @returns them, and the brand that the team works for */
export async function crawlers(origin: string): Promise<{ people: Crawlers; brandId: string }> {
  const signIn = (persona: keyof typeof DOORS) =>
    arrive(origin, DOORS[persona][0], DOORS[persona][1]);
  const owner = await signIn('owner');
  const editor = await signIn('editor');
  const otherOwner = await signIn('otherOwner');
  const me = await editor.must<{ brands: { id: string }[] }>('GET', '/api/me');
  const { brands } = await owner.must<{ brands: { id: string }[] }>('GET', '/api/me');
  const brandId = brands[0]?.id ?? '';
  // Already one, when the server was crawled before.
  if (me.brands.length === 0) await joinTeam(owner, brandId, editor, 'editor');
  await otherOwner.send('POST', '/api/brands', { name: 'The crawler’s own brand' });
  await writeDrafts(owner, brandId);
  const people = {
    guest: await arrive(origin, 'guest'),
    fan: await signIn('fan'),
    player: await signIn('player'),
    otherOwner,
    judge: await signIn('judge'),
    moderator: await signIn('moderator'),
    editor,
    owner,
  };
  return { people, brandId };
}

/** A campaign that is not public, with a contest of every type in it. */
async function writeDrafts(owner: Visitor, brandId: string): Promise<void> {
  const campaigns = `/api/brands/${brandId}/campaigns`;
  const { id } = await owner.must<{ id: string }>('POST', campaigns, { title: 'Not for you yet' });
  for (const { type, demo } of contestTypes()) {
    const path = `/api/studio/campaigns/${id}/contests`;
    const draft = await owner.must<{ id: string }>('POST', path, { type, title: 'A draft' });
    const secrets = inOtherWords(
      type,
      demo.secrets(Date.now(), () => ''),
      1,
    );
    await owner.must('PATCH', `/api/contests/${draft.id}/draft`, { secrets });
  }
}
