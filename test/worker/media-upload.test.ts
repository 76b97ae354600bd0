import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  animatedPng,
  animatedWebp,
  blackPng,
  cutOff,
  damaged,
  decompressionBomb,
  gif,
  isoMedia,
  padded,
  svg,
  textNamedJpg,
} from '../support/bad-files.ts';
import { Caller, signedIn } from './browser-like.ts';
import { alps, boats, iphone, newContest, newGuest, traces, upload } from './media-world.ts';

let contestId: string;
let fan: Caller;
beforeAll(async () => {
  contestId = await newContest();
  fan = await newGuest();
});

describe('a photograph', () => {
  it('is kept as three variants and a private original, with one row', async () => {
    const before = await traces();
    const reply = await upload(fan, `contest=${contestId}`, boats);
    expect(reply).toEqual({
      status: 201,
      mediaId: expect.stringMatching(/^[\w-]{22}$/),
      widthPx: 1024,
      heightPx: 819,
    });
    const after = await traces();
    const parts = ['large', 'medium', 'original', 'thumb'];
    expect(after.objects.filter((key) => !before.objects.includes(key))).toEqual(
      parts.map((part) => `media/${reply.mediaId}/${part}`),
    );
    expect(after).toMatchObject({ rows: before.rows + 1, uploads: 0 });
  });

  it('is served as what was encoded anew, never as the file that was sent', async () => {
    const { mediaId } = await upload(fan, `contest=${contestId}`, iphone);
    for (const variant of ['thumb', 'medium', 'large']) {
      const kept = await env.MEDIA.get(`media/${mediaId}/${variant}`);
      const text = new TextDecoder('latin1').decode(await kept?.arrayBuffer());
      expect(text).toMatch(/^RIFF.{4}WEBPVP8 /s);
      expect(text).not.toMatch(/exif|apple|iphone/i);
    }
  });

  it.each(['image/png', 'image/webp'] as const)('is accepted as %s', async (format) => {
    const encoded = await env.IMAGES.input(new Blob([alps]).stream())
      .transform({ width: 700 })
      .output({ format });
    const bytes = await new Response(encoded.image()).arrayBuffer();
    const reply = await upload(fan, `contest=${contestId}`, bytes);
    expect(reply).toMatchObject({ status: 201, widthPx: 700 });
  });

  it('is recognised by its bytes, whatever the declared content type', async () => {
    const reply = await upload(await newGuest(), `contest=${contestId}`, boats, {
      'Content-Type': 'text/html',
    });
    expect(reply.status).toBe(201);
  });

  it('sent twice by the same person is kept once', async () => {
    const first = await upload(fan, `contest=${contestId}`, alps);
    const before = await traces();
    const second = await upload(fan, `contest=${contestId}`, alps);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.mediaId).toBe(first.mediaId);
    expect(await traces()).toEqual(before);
  });

  it('sent by five racing requests of one person is kept once', async () => {
    const before = await traces();
    const person = await newGuest();
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => upload(person, `contest=${contestId}`, alps)),
    );
    expect(new Set(replies.map((reply) => reply.mediaId)).size).toBe(1);
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
    const after = await traces();
    expect(after).toMatchObject({ rows: before.rows + 1, uploads: 0 });
    expect(after.objects).toHaveLength(before.objects.length + 4);
  });

  it('sent by two people, or for two contests, is kept for each', async () => {
    const other = await newContest();
    const ids = [
      (await upload(fan, `contest=${contestId}`, iphone)).mediaId,
      (await upload(await newGuest(), `contest=${contestId}`, iphone)).mediaId,
      (await upload(fan, `contest=${other}`, iphone)).mediaId,
    ];
    expect(new Set(ids).size).toBe(3);
  });

  it('tells moderators, and nobody else, where its file claims to be from', async () => {
    const reply = await upload(await newGuest(), `contest=${contestId}`, iphone);
    expect(Object.keys(reply).sort()).toEqual(['heightPx', 'mediaId', 'status', 'widthPx']);
    const hints = await env.DB.prepare('SELECT exif_hints FROM media WHERE id = ?')
      .bind(reply.mediaId)
      .first<string>('exif_hints');
    expect(JSON.parse(hints ?? '')).toEqual({
      position: { latitude: expect.closeTo(40.004, 3), longitude: expect.closeTo(116.485, 3) },
      takenAt: '2016-03-24 14:49:51',
      camera: 'Apple iPhone 6 Plus',
    });
  });
});

/** A body whose length is not declared, in pieces of one megabyte. */
function chunked(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + 1_000_000));
      at += 1_000_000;
    },
  });
}

describe('a file that cannot be entered', () => {
  const refusals: [string, () => BodyInit | null | Promise<BodyInit>, number, string][] = [
    ['an empty body', () => new Uint8Array(), 422, 'media/EMPTY'],
    ['no body at all', () => null, 422, 'media/EMPTY'],
    ['a text named .jpg', textNamedJpg, 415, 'media/NOT_A_PICTURE'],
    ['a single byte', () => Uint8Array.of(0xff), 415, 'media/NOT_A_PICTURE'],
    ['a GIF', gif, 415, 'media/GIF'],
    ['an SVG', svg, 415, 'media/SVG'],
    ['a HEIC', () => isoMedia('heic', 'mif1', 'heic'), 415, 'media/HEIC'],
    ['an AVIF', () => isoMedia('avif', 'mif1', 'avif'), 415, 'media/AVIF'],
    ['an animated PNG', animatedPng, 415, 'media/ANIMATED'],
    ['an animated WebP', animatedWebp, 415, 'media/ANIMATED'],
    ['a JPEG cut off in its picture', () => cutOff(boats, 0.6), 422, 'media/TRUNCATED'],
    ['a JPEG cut off in its header', () => boats.slice(0, 100), 422, 'media/TRUNCATED'],
    ['a JPEG without its last byte', () => boats.slice(0, -1), 422, 'media/TRUNCATED'],
    ['a PNG cut off', async () => (await blackPng(400, 300)).slice(0, -20), 422, 'media/TRUNCATED'],
    ['a JPEG overwritten in the middle', () => damaged(boats), 422, 'media/UNREADABLE'],
    ['a picture of one pixel', () => blackPng(1, 1), 422, 'media/TOO_SMALL'],
    ['a picture 199 pixels high', () => blackPng(400, 199), 422, 'media/TOO_SMALL'],
    ['a decompression bomb', decompressionBomb, 422, 'media/TOO_MANY_PIXELS'],
    ['a strip', () => blackPng(1001, 200), 422, 'media/TOO_ELONGATED'],
    ['30 MB', () => padded(boats, 30_000_000), 413, 'media/TOO_LARGE'],
    ['30 MB in chunks', () => chunked(padded(boats, 30_000_000)), 413, 'media/TOO_LARGE'],
    ['one byte over 15 MB', () => padded(boats, 15_000_001), 413, 'media/TOO_LARGE'],
  ];

  it.each(refusals)('%s is refused in its own words and leaves nothing', async (...row) => {
    const [, file, status, code] = row;
    const before = await traces();
    const reply = await upload(await newGuest(), `contest=${contestId}`, await file());
    expect(reply).toMatchObject({ status, error: { code, message: expect.stringMatching(/\.$/) } });
    expect(await traces()).toEqual(before);
  });

  it('has a sentence of its own for each code', async () => {
    const { mediaRefusals } = await import('../../worker/media/refusals.ts');
    const sentences = Object.values(mediaRefusals).map(([, sentence]) => sentence);
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});

describe('the right to upload', () => {
  const codeOf = async (caller: Caller, query: string) => {
    const reply = await upload(caller, query, boats);
    return reply.error?.code ?? reply.status;
  };

  it('needs a session', async () => {
    expect(await codeOf(new Caller(), `contest=${contestId}`)).toBe('media/NOT_SIGNED_IN');
  });

  it('needs exactly one purpose', async () => {
    expect(await codeOf(fan, '')).toBe('media/NO_TARGET');
    expect(await codeOf(fan, `contest=${contestId}&brand=brand`)).toBe('media/NO_TARGET');
  });

  it('does not exist for a contest that does not, or is not published', async () => {
    const draft = await newContest({ brandId: 'demo', published: false });
    expect(await codeOf(fan, 'contest=none')).toBe('media/NO_SUCH_TARGET');
    expect(await codeOf(fan, `contest=${draft}`)).toBe('media/NO_SUCH_TARGET');
    expect(await codeOf(await signedIn('fan'), `contest=${draft}`)).toBe('media/NO_SUCH_TARGET');
    expect(await codeOf(await signedIn('brand'), `contest=${draft}`)).toBe(201);
  });

  it("for a brand's own pictures is its owners' and editors'", async () => {
    expect(await codeOf(fan, 'brand=demo')).toBe('media/NO_SUCH_TARGET');
    expect(await codeOf(await signedIn('fan'), 'brand=demo')).toBe('media/NO_SUCH_TARGET');
    expect(await codeOf(await signedIn('judge'), 'brand=demo')).toBe('media/NOT_ALLOWED');
    expect(await codeOf(await signedIn('brand'), 'brand=demo')).toBe(201);
    expect(await codeOf(await signedIn('brand'), 'brand=demo')).toBe(200);
  });

  it('ends at the border of the site', async () => {
    const reply = await upload(fan, `contest=${contestId}`, boats, {
      Origin: 'http://evil.example',
    });
    expect(reply.status).toBe(403);
  });
});
