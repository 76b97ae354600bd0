import { createHash } from 'node:crypto';
import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PersonExport } from '../../worker/wire/privacy-export.ts';
import { Caller, signedIn } from './browser-like.ts';
import { closingConfig, newContest, openConfig } from './engine-world.ts';
import {
  act,
  announce,
  approve,
  enter,
  me,
  newGuest,
  uploadPicture,
  verifiedLedger,
  words,
} from './privacy-world.ts';

const exportOf = async (caller: Caller) =>
  (await caller.json<PersonExport>('GET', '/api/me/export')).body;

let running: string;
let over: string;
let fan: Caller;
let guest: Caller;
let own: { entryId: string; mediaId: string };
let other: { entryId: string; mediaId: string };
let unused: string;

beforeAll(async () => {
  [running, over] = [await newContest(openConfig()), await newContest(closingConfig())];
  fan = await signedIn('fan', 'Copying Cleo');
  guest = await newGuest();
  own = await enter(fan, over, words('Cleo'));
  other = await enter(guest, over, words('Gil'));
  await approve(over, own.entryId);
  await approve(over, other.entryId);
  await act(fan, over, { type: 'vote', entryId: other.entryId });
  await act(guest, over, { type: 'vote', entryId: own.entryId });
  await enter(fan, running, words('Cleo running'));
  unused = await uploadPicture(fan, running);
  await announce(over);
});

describe('the download of one’s data', () => {
  it('has everything about an account, in a file', async () => {
    const reply = await fan.send('GET', '/api/me/export');
    expect(reply.headers.get('Content-Disposition')).toContain('attachment; filename=');
    expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
    const data = (await reply.json()) as PersonExport;
    expect(data.person).toMatchObject(await me(fan));
    expect(data.account?.createdAtMs).toBeGreaterThan(0);
    expect(data.sessions).toHaveLength(1);
    expect(data.uploads.map(({ id }) => id)).toContain(unused);
    expect(data.uploads).toHaveLength(3);
    const links = data.uploads.flatMap(({ pictureUrls }) => pictureUrls);
    for (const link of links)
      expect((await fan.send('GET', new URL(link).pathname)).status).toBe(200);
    expect(data.contests.map(({ id }) => id).sort()).toEqual([running, over].sort());
  });

  it('leads to the files as they were sent, for the sender alone and until they are erased', async () => {
    const uploads = async () => (await exportOf(fan)).uploads;
    const upload = (await uploads()).find(({ id }) => id === unused);
    const path = new URL(upload?.originalUrl ?? '').pathname;
    const reply = await fan.send('GET', path);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-disposition': `attachment; filename="${unused}.${upload?.format}"`,
      'content-type': 'application/octet-stream',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    });
    const bytes = await reply.bytes();
    expect(bytes).toHaveLength(upload?.sizeBytes ?? 0);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(upload?.sha256);

    const seen = async (caller: Caller, address: string) => {
      const { status, headers } = await caller.send('GET', address);
      return [status, headers.get('content-type')];
    };
    const json = 'application/json';
    const absent = path.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
    expect(await seen(fan, absent)).toEqual([404, json]);
    for (const other of [guest, await signedIn('moderator'), await signedIn('brand')])
      expect(await seen(other, path)).toEqual([404, json]);
    expect(await seen(new Caller(), path)).toEqual([401, json]);

    const erased = (await uploads()).find(({ id }) => id === own.mediaId);
    await env.DB.prepare('UPDATE media SET original_erased_at_ms = 1 WHERE id = ?')
      .bind(own.mediaId)
      .run();
    expect(await seen(fan, new URL(erased?.originalUrl ?? '').pathname)).toEqual([404, json]);
    const after = (await uploads()).find(({ id }) => id === own.mediaId);
    expect(after).toMatchObject({ originalUrl: null, originalErasedAtMs: 1 });
  });

  it('leads a guest who signed in to what they had sent before', async () => {
    const visitor = await newGuest();
    const mediaId = await uploadPicture(visitor, running);
    await visitor.send('POST', '/dev/sign-in', { as: 'fan', name: 'Former Fay' });
    expect((await me(visitor)).kind).toBe('verified');
    expect((await visitor.send('GET', `/api/me/originals/${mediaId}`)).status).toBe(200);
  });

  it('has what they did in an announced contest as the ledger has it', async () => {
    const contest = (await exportOf(fan)).contests.find(({ id }) => id === over);
    expect(contest).toMatchObject({ announced: true, title: 'A contest' });
    expect(contest?.entries).toMatchObject([
      { id: own.entryId, caption: 'Caption by Cleo', credit: 'Credit of Cleo', status: 'approved' },
    ]);
    expect(contest?.acts.map(({ type }) => type)).toEqual(['submitted', 'voted']);
    expect(contest?.acts[1]?.data).toMatchObject({ entryId: other.entryId });
    const { text } = await verifiedLedger(fan, over);
    for (const pseudonym of contest?.pseudonyms ?? []) expect(text).toContain(pseudonym);
    expect(contest?.texts.map((one) => one.text).sort()).toEqual([
      'Caption by Cleo',
      'Credit of Cleo',
    ]);
    expect(contest?.receipts.length).toBe(2);
    expect(contest?.traces.length).toBe(2);
  });

  it('gives of a running contest what one may know of one’s own play, and no more', async () => {
    const contest = (await exportOf(fan)).contests.find(({ id }) => id === running);
    expect(contest?.acts).toMatchObject([{ type: 'submitted', data: null }]);
    expect(contest?.ownPlay).not.toBeNull();
    expect(contest?.entries).toMatchObject([{ caption: 'Caption by Cleo running' }]);
  });

  it('has nothing of anybody else, and nothing that opens a door', async () => {
    const text = JSON.stringify(await exportOf(fan));
    for (const foreign of ['Gil', other.mediaId]) expect(text).not.toContain(foreign);
    const token = /session_token=([^;.]+)/.exec(fan.cookies)?.[1] ?? 'none';
    expect(token).not.toBe('none');
    expect(text).not.toContain(decodeURIComponent(token));
    expect(JSON.stringify(await exportOf(guest))).not.toContain('Cleo');
  });

  it('finds what a guest did, votes alone too, though no list of guests exists', async () => {
    const voter = await newGuest();
    const contestId = await newContest(openConfig());
    const { entryId } = await enter(fan, contestId, words('Cleo once more'));
    await approve(contestId, entryId);
    await act(voter, contestId, { type: 'vote', entryId });
    const data = await exportOf(voter);
    expect(data).toMatchObject({ account: null, sessions: [], mails: [], uploads: [] });
    expect(data.contests).toMatchObject([{ id: contestId, acts: [{ type: 'voted' }] }]);
    expect((await exportOf(guest)).contests).toMatchObject([
      { id: over, entries: [{ id: other.entryId }] },
    ]);
  });

  it('is for nobody who is nobody', async () => {
    expect((await new Caller().send('GET', '/api/me/export')).status).toBe(401);
    expect((await new Caller().send('DELETE', '/api/me', { confirmation: 'delete' })).status).toBe(
      401,
    );
  });
});
