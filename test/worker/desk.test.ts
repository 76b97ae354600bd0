import { env } from 'cloudflare:test';
import { exports } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../worker/services/contest-acts.ts';
import type { ContestReview, QueuePage } from '../../worker/wire/desk.ts';
import type { Me } from '../../worker/wire/people.ts';
import type { DraftView, StudioCampaign } from '../../worker/wire/studio.ts';
import { Caller, signedIn } from './browser-like.ts';
import { alps, boats, iphone } from './media-world.ts';

const HOUR_MS = 3_600_000;
const people: Record<'owner' | 'moderator' | 'judge' | 'ann' | 'ben', Caller> = {} as never;
let contestId = '';
const entries: string[] = [];

async function sendAct(who: Caller, action: { type: string } & Record<string, unknown>) {
  const { body } = await who.json<Me>('GET', '/api/me');
  const id = body.person?.id ?? '';
  const person = { id, kind: 'verified' as const, verifiedAtMs: 1, email: null, name: null };
  const nowhere = { address: null, limitAddress: null, asn: null, agent: '', cameFrom: null };
  const marks = { ...nowhere, device: id };
  const proven = { ...marks, proof: null, browserLike: true };
  const request = { key: crypto.randomUUID(), action };
  return act(env, { ...person, formerGuestId: null }, contestId, request, proven);
}

async function enter(who: Caller, photo: Uint8Array<ArrayBuffer>, stopId: string, caption: string) {
  const reply = await fetchMedia(who, photo);
  const { mediaId } = (await reply.json()) as { mediaId: string };
  const result = await sendAct(who, {
    type: 'submit',
    stopId,
    mediaId,
    caption,
    credit: 'A name that tells who it was',
    acceptsRulesVersion: 1,
  });
  if (result.status !== 'accepted') throw new Error(JSON.stringify(result));
  entries.push(result.receipt.createdId ?? '');
}

async function fetchMedia(who: Caller, photo: Uint8Array<ArrayBuffer>): Promise<Response> {
  return exports.default.fetch(`http://localhost/api/media?contest=${contestId}`, {
    method: 'POST',
    body: photo,
    headers: { origin: 'http://localhost', cookie: who.cookies },
  });
}

const queue = async (who: Caller, query = '') =>
  (await who.json<QueuePage>('GET', `/api/contests/${contestId}/queue${query}`)).body;
const review = async (who: Caller) =>
  (await who.json<ContestReview>('GET', `/api/contests/${contestId}/review`)).body;

beforeAll(async () => {
  people.owner = await signedIn('brand');
  people.moderator = await signedIn('moderator');
  people.judge = await signedIn('judge');
  people.ann = await signedIn('fan', 'Ann');
  people.ben = await signedIn('fan', 'Ben');
  const { owner } = people;
  const brandId = (await owner.json<Me>('GET', '/api/me')).body.brands[0]?.id ?? '';
  const campaign = await owner.json<StudioCampaign>('POST', `/api/brands/${brandId}/campaigns`, {
    title: 'Desk',
  });
  const types = await owner.json<{ type: string }[]>('GET', '/api/contest-types');
  const made = await owner.json<DraftView>(
    'POST',
    `/api/studio/campaigns/${campaign.body.id}/contests`,
    { type: types.body[0]?.type, title: 'Desk' },
  );
  contestId = made.body.id;
  const now = Date.now();
  const config = made.body.config as { schedule: object; route: { id: string }[] };
  config.schedule = {
    entriesOpenAtMs: now - HOUR_MS,
    entriesCloseAtMs: now + HOUR_MS,
    votingOpensAtMs: now,
    votingClosesAtMs: now + 2 * HOUR_MS,
    resultsAtMs: now + 3 * HOUR_MS,
  };
  await owner.json('PATCH', `/api/contests/${contestId}/draft`, { config });
  const published = await owner.send('POST', `/api/contests/${contestId}/publish`);
  expect(published.status).toBe(200);
  const stop = config.route[0]?.id ?? '';
  await enter(people.ann, boats, stop, 'Boats');
  await enter(people.ann, alps, stop, 'Alps');
  await enter(people.ben, iphone, stop, 'From a phone');
});

describe('the queue', () => {
  it('gives a moderator the waiting entries in order of arrival, page by page', async () => {
    const first = await queue(people.moderator, '?limit=2');
    expect(first.items.map(({ caption }) => caption)).toEqual(['Boats', 'Alps']);
    expect(first.counts).toEqual({ pending: 3, approved: 0, refused: 0 });
    const second = await queue(people.moderator, `?limit=2&cursor=${first.nextCursor}`);
    expect(second.items.map(({ caption }) => caption)).toEqual(['From a phone']);
    expect(second.nextCursor).toBeNull();
    const later = await queue(people.moderator, `?cursor=${second.endCursor}`);
    expect(later.items).toEqual([]);
  });

  it('tells a moderator who has sent more, and what a file says about itself', async () => {
    const { items, refusalReasons } = await queue(people.moderator);
    expect(items.map(({ authorEntries }) => authorEntries)).toEqual([2, 2, 1]);
    expect(items[0]?.hints).toBeNull();
    expect(items[2]?.hints?.camera).toContain('iPhone');
    expect(refusalReasons.map(({ code }) => code)).toContain('wrongStop');
    expect(items.every(({ picture }) => picture !== null)).toBe(true);
  });

  it('does not understand a cursor that it has not made', async () => {
    const reply = await people.moderator.json('GET', `/api/contests/${contestId}/queue?cursor=x`);
    expect(reply).toMatchObject({ status: 400, body: { error: { code: 'desk/BAD_CURSOR' } } });
  });

  it('follows decisions, and names the reason of a refusal in words', async () => {
    for (const entryId of entries.slice(0, 2)) {
      expect(await sendAct(people.moderator, { type: 'approve', entryId })).toMatchObject({
        status: 'accepted',
      });
    }
    await sendAct(people.moderator, { type: 'refuse', entryId: entries[2], reason: 'wrongStop' });
    expect((await queue(people.moderator)).items).toEqual([]);
    const refused = await queue(people.moderator, '?status=refused');
    expect(refused.counts).toEqual({ pending: 0, approved: 2, refused: 1 });
    expect(refused.items[0]?.refusalReason).toEqual({
      code: 'wrongStop',
      label: expect.stringMatching(/ /),
    });
  });

  it('gives a judge the approved entries with nothing in them that points to an author', async () => {
    const page = await queue(people.judge, '?status=approved');
    expect(page.items.map(({ id }) => id).sort()).toEqual(entries.slice(0, 2).sort());
    for (const item of page.items) {
      expect(item).toMatchObject({ credit: null, authorEntries: null, hints: null, url: null });
    }
    expect(JSON.stringify(page)).not.toContain('A name that tells');
    const pending = await people.judge.json('GET', `/api/contests/${contestId}/queue`);
    expect(pending).toMatchObject({ status: 403, body: { error: { code: 'desk/JURY_ONLY' } } });
  });

  it('does not exist for strangers', async () => {
    for (const part of ['queue', 'review']) {
      const reply = await people.ann.send('GET', `/api/contests/${contestId}/${part}`);
      expect(reply.status).toBe(404);
    }
  });
});

describe('the review', () => {
  it('gives a juror their own marks, and nobody else’s to others', async () => {
    const { jury } = (await review(people.judge)).work;
    const mark = { type: 'mark', entryId: entries[0], [jury?.field ?? '']: 7 };
    expect(await sendAct(people.judge, mark)).toMatchObject({ status: 'accepted' });
    expect((await review(people.judge)).ownMarks).toEqual({ [entries[0] ?? '']: 7 });
    expect((await review(people.moderator)).ownMarks).toEqual({});
    expect((await review(people.judge)).marksBlockedBy).toBeNull();
  });

  it('says why winners cannot be selected yet, and when that changes', async () => {
    const seen = await review(people.moderator);
    expect(seen.decides).toBe(true);
    expect(seen.readiness.ready).toBe(false);
    expect(seen.readiness.blockedBy?.retryAtMs).toBeGreaterThan(Date.now());
    expect(seen).toMatchObject({ shortlists: null, draw: null, selectedAtMs: null });
    expect((await review(people.judge)).decides).toBe(false);
  });
});

describe('the pages of the desk', () => {
  it('send people who are not signed in to sign in, and back', async () => {
    const reply = await new Caller().send('GET', `/desk/${contestId}/jury?group=a`);
    expect(reply.status).toBe(303);
    const next = encodeURIComponent(`/desk/${contestId}/jury?group=a`);
    expect(reply.headers.get('Location')).toBe(`/sign-in?next=${next}`);
  });

  it('look to strangers as if there were none', async () => {
    for (const part of ['', '/jury', '/results']) {
      expect((await people.ann.send('GET', `/desk/${contestId}${part}`)).status).toBe(404);
    }
  });

  it('show each role its own part only', async () => {
    const status = async (who: Caller, part: string) =>
      (await who.send('GET', `/desk/${contestId}${part}`)).status;
    expect(await status(people.moderator, '')).toBe(200);
    expect(await status(people.moderator, '/results')).toBe(200);
    expect(await status(people.moderator, '/jury')).toBe(404);
    expect(await status(people.judge, '')).toBe(404);
    expect(await status(people.judge, '/jury')).toBe(200);
  });

  it('are rendered without a style attribute or an inline handler, which the policy refuses', async () => {
    for (const part of ['', '/results']) {
      const html = await (await people.moderator.send('GET', `/desk/${contestId}${part}`)).text();
      const markup = html.replace(/<script[\s\S]*?<\/script>/g, '');
      expect(markup).not.toMatch(/<[^>]+\s(?:style|on[a-z]+)=/);
    }
  });
});
