import { env } from 'cloudflare:test';
import { describe, expect, it, vi } from 'vitest';
import { joinTeam } from '../../bin/join-team.ts';
import { signedIn } from './browser-like.ts';
import { code, me } from './people-world.ts';

/** Somebody with a brand and a public contest. */
async function ownerWithContest() {
  const caller = await signedIn('fan', `Owner ${crypto.randomUUID().slice(0, 8)}`);
  const made = async (path: string, body: object) =>
    (await caller.json<{ id: string }>('POST', path, body)).body.id;
  const brand = await made('/api/brands', { name: 'Brand' });
  const campaign = await made(`/api/brands/${brand}/campaigns`, { title: 'Campaign' });
  const [type] = (await caller.json<{ type: string }[]>('GET', '/api/contest-types')).body;
  const path = `/api/studio/campaigns/${campaign}/contests`;
  const contest = await made(path, { type: type?.type, title: 'Contest' });
  await caller.send('POST', `/api/contests/${contest}/publish`);
  return { caller, things: { brand, campaign, contest } };
}

describe('a copied session of an account that was deleted', () => {
  const writes = [
    ['POST', '/api/brands', { name: 'Ghost' }],
    ['POST', '/api/brands/{brand}/campaigns', { title: 'Ghost' }],
    ['POST', '/api/brands/{brand}/members', { email: 'x@example.org', role: 'judge' }],
    ['POST', '/api/studio/campaigns/{campaign}/contests', { type: 'x', title: 'Ghost' }],
    ['PATCH', '/api/studio/campaigns/{campaign}', { tagline: 'Ghost' }],
    ['POST', '/api/me/invitations/any/accept', {}],
    ['DELETE', '/api/me', { confirmation: 'x' }],
    ['POST', '/api/contests/{contest}/actions', { key: 'ghost-12345', action: { type: 'vote' } }],
    ['POST', '/api/media?contest={contest}', {}],
  ] as const;

  it('is nobody’s, whatever it tries to write', async () => {
    const { caller, things } = await ownerWithContest();
    const copy = caller.clone();
    expect((await me(copy)).person).not.toBeNull();
    const { person } = await me(caller);
    // The contest is public, so somebody has to stay.
    await joinTeam(caller, things.brand, await signedIn('fan', 'Stays'), 'owner');
    const body = { confirmation: person?.email };
    expect((await caller.send('DELETE', '/api/me', body)).status).toBe(200);
    expect((await me(copy)).person).toBeNull();
    for (const [method, pattern, sent] of writes) {
      const path = pattern.replace(/\{(\w+)\}/, (_, name: keyof typeof things) => things[name]);
      const reply = await copy.once(method, path, sent);
      expect([path, reply.status]).toEqual([path, 401]);
    }
  });

  it('founds no brand either where the deletion has not been heard of', async () => {
    const caller = await signedIn('fan', `Elsewhere ${crypto.randomUUID().slice(0, 8)}`);
    const { person } = await me(caller);
    await env.DB.prepare('DELETE FROM user WHERE id = ?').bind(person?.id.slice(2)).run();
    const reply = await caller.json('POST', '/api/brands', { name: 'Ghost' });
    expect([reply.status, code(reply)]).toEqual([401, 'auth/SIGN_IN_NEEDED']);
  });

  it('is nobody’s there either a minute later, though its signed copy is good for longer', async () => {
    const caller = await signedIn('fan', `Remembered ${crypto.randomUUID().slice(0, 8)}`);
    const { person } = await me(caller);
    await env.DB.prepare('DELETE FROM user WHERE id = ?').bind(person?.id.slice(2)).run();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    try {
      expect((await me(caller)).person).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });
});
