import type { Bindings } from '../env.ts';
import type { MediaAccess } from './media-access.ts';
import { objectKey } from './media-objects.ts';
import type { Variant } from './variants.ts';

/**
 * The bytes behind an address never change, but an entry may be withdrawn or erased: a browser may keep its
 * copy for a day without asking, and no longer.
 */
const CACHE_CONTROL = {
  public: 'public, max-age=86400, immutable',
  private: 'private, no-store',
} as const;

/** Headers under which a picture can be nothing but a picture, whatever its bytes. */
const INERT = {
  'Content-Type': 'image/webp',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Replies with a variant, or 304 when the browser has it; null when there is no such object. */
export async function serveVariant(
  env: Pick<Bindings, 'MEDIA'>,
  request: Request,
  mediaId: string,
  variant: Variant,
  access: Exclude<MediaAccess, 'none'>,
): Promise<Response | null> {
  const object = await env.MEDIA.get(objectKey(mediaId, variant), { onlyIf: request.headers });
  if (!object) return null;
  const headers = new Headers({
    ...INERT,
    ETag: object.httpEtag,
    'Cache-Control': CACHE_CONTROL[access],
  });
  // Whether a picture is private depends on the cookie.
  if (access === 'private') headers.set('Vary', 'Cookie');
  if (!('body' in object)) return new Response(null, { status: 304, headers });
  headers.set('Content-Length', String(object.size));
  return new Response(object.body, { headers });
}
