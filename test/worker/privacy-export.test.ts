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
  [running, over] = [await newContest(openConfig()), await newContest(closingConfig(9_000))];
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
