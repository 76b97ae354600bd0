import { env } from 'cloudflare:test';
import { exports } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomId } from '../../worker/auth/random-id.ts';
import { Caller, signedIn } from './browser-like.ts';
import { boats, newContest, newGuest, upload } from './media-world.ts';

const stranger = new Caller();
let owner: Caller;
let contestId: string;
let mediaId: string;
let entryId: string;

/** The projection's row of an entry that shows the picture. */
async function setEntry(status: string): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO entry (id, contest_id, group_id, author_id, media_id, status, votes, submitted_at_ms, shuffle)
     VALUES (?, ?, '', 'author', ?, ?, 0, 1, 1) ON CONFLICT (id) DO UPDATE SET status = excluded.status`,
  )
    .bind(entryId, contestId, mediaId, status)
    .run();
}

async function setDisqualified(standings: Record<string, string>): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO contest_status (contest_id, seq, block, head_hash, disqualified) VALUES (?, 1, 1, '', ?)
     ON CONFLICT (contest_id) DO UPDATE SET disqualified = excluded.disqualified`,
  )
    .bind(contestId, JSON.stringify(standings))
    .run();
}

function get(
  caller: Caller,
  path: string,
  { method = 'GET', etag }: { method?: string; etag?: string } = {},
): Promise<Response> {
  const headers = new Headers();
  if (caller.cookies) headers.set('Cookie', caller.cookies);
  if (etag !== undefined) headers.set('If-None-Match', etag);
  return exports.default.fetch(`http://localhost/media/${path}`, { method, headers });
}

async function statusFor(caller: Caller): Promise<number> {
  const reply = await get(caller, `${mediaId}/thumb`);
  await reply.arrayBuffer();
  return reply.status;
}

beforeAll(async () => {
  owner = await newGuest();
  contestId = await newContest({ brandId: 'demo' });
  mediaId = (await upload(owner, `contest=${contestId}`, boats)).mediaId;
  entryId = randomId();
});

describe('a picture that is not public', () => {
  it.each(['pending', 'refused', 'withdrawn'])('of a %s entry', async (status) => {
    await setEntry(status);
    const moderator = await signedIn('moderator');
    const judge = await signedIn('judge');
    const others = [stranger, await newGuest(), await signedIn('fan'), judge];
    expect(await Promise.all(others.map(statusFor))).toEqual([404, 404, 404, 404]);
    expect(await Promise.all([owner, moderator].map(statusFor))).toEqual([200, 200]);
  });

  it('is kept by no cache', async () => {
    await setEntry('pending');
    const reply = await get(owner, `${mediaId}/thumb`);
    await reply.arrayBuffer();
    expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
  });

  it('stays with its owner when the guest signs in', async () => {
    await setEntry('pending');
    const fan = await signedIn('fan', 'Former guest');
    expect(await statusFor(fan)).toBe(404);
    const [name = '', value = ''] = owner.cookies.split('=');
    fan.setCookie(name, value);
    expect(await statusFor(fan)).toBe(200);
  });

  it('is answered exactly like one that does not exist', async () => {
    await setEntry('pending');
    const bodyOf = async (path: string) => {
      const reply = await get(stranger, path);
      const { error } = await reply.json<{ error: Record<string, string> }>();
      const headers = [...reply.headers].filter(([name]) => name !== 'x-request-id');
      return { status: reply.status, headers, error: { ...error, requestId: '' } };
    };
    const hidden = await bodyOf(`${mediaId}/thumb`);
    expect(hidden.status).toBe(404);
    expect(await bodyOf(`${randomId()}/thumb`)).toEqual(hidden);
    expect(await bodyOf(`${mediaId}/original`)).toEqual(hidden);
    expect(await bodyOf('..%2F..%2Fsecret/thumb')).toEqual(hidden);
  });
});

describe('the picture of an approved entry', () => {
  beforeAll(() => setEntry('approved'));

  it('is shown to everybody, in every variant', async () => {
    for (const variant of ['thumb', 'medium', 'large']) {
      const reply = await get(stranger, `${mediaId}/${variant}`);
      expect(reply.status).toBe(200);
      const bytes = new Uint8Array(await reply.arrayBuffer());
      expect(String.fromCharCode(...bytes.slice(8, 12))).toBe('WEBP');
      expect(reply.headers.get('Content-Length')).toBe(String(bytes.length));
    }
  });

  it('can be nothing but a picture', async () => {
    const { headers } = await get(stranger, `${mediaId}/thumb`, { method: 'HEAD' });
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': expect.stringMatching(/^public, max-age=\d+, immutable$/),
    });
    expect(headers.has('Vary')).toBe(false);
    expect(headers.has('Set-Cookie')).toBe(false);
  });

  it('is not sent again to a browser that has it', async () => {
    const first = await get(stranger, `${mediaId}/thumb`);
    await first.arrayBuffer();
    const etag = first.headers.get('ETag') ?? '';
    expect(etag).toMatch(/^".+"$/);
    const again = await get(stranger, `${mediaId}/thumb`, { etag });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect(again.headers.get('ETag')).toBe(etag);
    const stale = await get(stranger, `${mediaId}/thumb`, { etag: '"x"' });
    expect([stale.status, (await stale.arrayBuffer()).byteLength > 0]).toEqual([200, true]);
  });

  it('answers HEAD with the headers alone', async () => {
    const reply = await get(stranger, `${mediaId}/large`, { method: 'HEAD' });
    expect([reply.status, await reply.text()]).toEqual([200, '']);
    expect(reply.headers.get('ETag')).toMatch(/^".+"$/);
  });

  it.each(['the entry', 'its author'])('is shown no more when %s is disqualified', async (who) => {
    await setDisqualified({ [who === 'the entry' ? entryId : 'author']: 'not their own work' });
    expect([await statusFor(stranger), await statusFor(owner)]).toEqual([404, 200]);
    await setDisqualified({ somebody: 'else' });
    expect(await statusFor(stranger)).toBe(200);
    await setDisqualified({});
  });

  it('is shown no more when the contest is not published', async () => {
    const publish = (atMs: number | null) =>
      env.DB.prepare('UPDATE contest SET published_at_ms = ? WHERE id = ?')
        .bind(atMs, contestId)
        .run();
    await publish(null);
    expect(await statusFor(stranger)).toBe(404);
    await publish(1);
    expect(await statusFor(stranger)).toBe(200);
  });
});

it("a campaign's cover is shown once the campaign is published", async () => {
  const brand = await signedIn('brand');
  const cover = (await upload(brand, 'brand=demo', boats)).mediaId;
  const path = `${cover}/large`;
  const setCampaign = (publishedAtMs: number | null) =>
    env.DB.prepare('UPDATE campaign SET cover_media_id = ?, published_at_ms = ? WHERE id = ?')
      .bind(cover, publishedAtMs, `campaign-${contestId}`)
      .run();
  expect((await get(stranger, path, { method: 'HEAD' })).status).toBe(404);
  await setCampaign(null);
  expect((await get(stranger, path, { method: 'HEAD' })).status).toBe(404);
  await setCampaign(1);
  expect((await get(stranger, path, { method: 'HEAD' })).status).toBe(200);
});
