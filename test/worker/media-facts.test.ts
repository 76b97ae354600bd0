import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { ABANDONED_AFTER_MS, sweepAbandonedUploads } from '../../worker/media/abandoned-uploads.ts';
import { mediaFacts } from '../../worker/media/media-facts.ts';
import { exifHintsOf } from '../../worker/media/media-hints.ts';
import { nearDuplicates } from '../../worker/media/near-duplicates.ts';
import type { Caller } from './browser-like.ts';
import { alps, boats, iphone, newContest, newGuest, traces, upload } from './media-world.ts';

let contestId: string;
let fan: Caller;
let own: string;
let sameOfAnother: string;
let copy: string;
let different: string;
let fanId: string;

/** The photograph as a friend would pass it on: smaller, and saved anew. */
async function smallerCopy(): Promise<ArrayBuffer> {
  const smaller = await env.IMAGES.input(new Blob([boats]).stream())
    .transform({ width: 600 })
    .output({ format: 'image/jpeg' });
  return new Response(smaller.image()).arrayBuffer();
}

beforeAll(async () => {
  contestId = await newContest();
  fan = await newGuest();
  const query = `contest=${contestId}`;
  own = (await upload(fan, query, boats)).mediaId;
  sameOfAnother = (await upload(await newGuest(), query, boats)).mediaId;
  copy = (await upload(await newGuest(), query, await smallerCopy())).mediaId;
  different = (await upload(fan, query, alps)).mediaId;
  const me = await fan.json<{ person: { id: string } }>('GET', '/api/me');
  fanId = me.body.person.id;
});

describe('what rules may know of pictures', () => {
  const factsOf = (mediaIds: string[], contestSalt = 'salt', more = {}) =>
    mediaFacts(env, { mediaIds, personId: fanId, contestSalt, ...more });

  it('is their size, whose they are, and a fingerprint', async () => {
    expect(await factsOf([own])).toEqual([
      {
        id: own,
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        widthPx: 1024,
        heightPx: 819,
        ownedByActor: true,
      },
    ]);
  });

  it('leaves out pictures that do not exist', async () => {
    expect(await factsOf([])).toEqual([]);
    expect((await factsOf(['none', own])).map((facts) => facts.id)).toEqual([own]);
  });

  it('tells the same file by its fingerprint within one contest, and not between contests', async () => {
    const [a, b] = await factsOf([own, sameOfAnother]);
    const [c] = await factsOf([different]);
    const [elsewhere] = await factsOf([own], 'another salt');
    expect(a?.fingerprint).toBe(b?.fingerprint);
    expect(c?.fingerprint).not.toBe(a?.fingerprint);
    expect(elsewhere?.fingerprint).not.toBe(a?.fingerprint);
  });

  it('knows whose a picture is, also of somebody who was a guest before', async () => {
    const owned = async (more: object) => (await factsOf([own], 'salt', more))[0]?.ownedByActor;
    expect(await owned({ personId: 'u_other' })).toBe(false);
    expect(await owned({ personId: 'u_other', formerGuestId: fanId })).toBe(true);
  });

  it('leaves out pictures of other contests when a contest is given', async () => {
    expect(await factsOf([own], 'salt', { contestId })).toHaveLength(1);
    expect(await factsOf([own], 'salt', { contestId: 'another' })).toEqual([]);
  });
});

describe('the desk', () => {
  it('sees the same file and a smaller copy of it, and nothing that only resembles a picture', async () => {
    const pairs = await nearDuplicates(env, contestId, [own]);
    expect(pairs.map((pair) => [pair.otherMediaId, pair.identical])).toEqual([
      [sameOfAnother, true],
      [copy, false],
    ]);
    expect(await nearDuplicates(env, contestId, [different])).toEqual([]);
    expect(await nearDuplicates(env, 'another', [own])).toEqual([]);
  });

  it('sees what files claim about themselves', async () => {
    const { mediaId } = await upload(fan, `contest=${contestId}`, iphone);
    const hints = await exifHintsOf(env, [own, mediaId, 'none']);
    expect([...hints.keys()]).toEqual([mediaId]);
    expect(hints.get(mediaId)?.camera).toBe('Apple iPhone 6 Plus');
  });
});

describe('an upload that a crash cut off', () => {
  const nowMs = 1_800_000_000_000;
  const abandon = async (id: string, startedAtMs: number) => {
    await env.DB.prepare('INSERT INTO media_upload VALUES (?, ?)').bind(id, startedAtMs).run();
    await env.MEDIA.put(`media/${id}/original`, 'bytes');
    await env.MEDIA.put(`media/${id}/large`, 'bytes');
  };

  it('is swept away after an hour, and nothing else is', async () => {
    const before = await traces();
    await abandon('old', nowMs - ABANDONED_AFTER_MS - 1);
    await abandon('young', nowMs - ABANDONED_AFTER_MS + 1);
    expect(await sweepAbandonedUploads(env, nowMs)).toBe(1);
    const after = await traces();
    expect(after.objects.filter((key) => !before.objects.includes(key))).toEqual([
      'media/young/large',
      'media/young/original',
    ]);
    expect(after).toMatchObject({ rows: before.rows, uploads: 1 });
    expect(await sweepAbandonedUploads(env, nowMs)).toBe(0);
    expect(await sweepAbandonedUploads(env, nowMs + ABANDONED_AFTER_MS)).toBe(1);
    expect(await traces()).toEqual(before);
  });

  it('is swept by the next upload', async () => {
    await abandon('older', 1);
    await upload(fan, `contest=${contestId}`, alps);
    await expect.poll(async () => (await traces()).uploads).toBe(0);
    expect((await traces()).objects.filter((key) => key.includes('older'))).toEqual([]);
  });
});
