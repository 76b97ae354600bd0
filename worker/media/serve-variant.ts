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

/** The policy of addresses at which there are pictures and nothing else. */
export const INERT_POLICY = "default-src 'none'; sandbox";

/** Headers under which a picture can be nothing but a picture, whatever its bytes. */
const INERT = {
  'Content-Type': 'image/webp',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': INERT_POLICY,
  'Cross-Origin-Resource-Policy': 'same-origin',
};

function headersOf(object: R2Object, access: Exclude<MediaAccess, 'none'>): Headers {
  return new Headers({
    ...INERT,
    ETag: object.httpEtag,
    'Cache-Control': CACHE_CONTROL[access],
    // Whether a private picture is shown depends on the cookie.
    ...(access === 'private' ? { Vary: 'Cookie' } : {}),
  });
}

/** `*`, or quoted tags with commas between them (RFC 9110, 8.8.3). */
const ENTITY_TAGS = /^(\*|(W\/)?"[^"]*"(\s*,\s*(W\/)?"[^"]*")*)$/;

/** What the browser says it has; what makes no sense is as if it had not been said. */
function conditionsOf(request: Request): Headers {
  const known = request.headers.get('If-None-Match') ?? '';
  return new Headers(ENTITY_TAGS.test(known) ? { 'If-None-Match': known } : {});
}

/** Replies with a variant, or 304 when the browser has it; null when there is no such object. */
export async function serveVariant(
  env: Pick<Bindings, 'MEDIA'>,
  request: Request,
  mediaId: string,
  variant: Variant,
  access: Exclude<MediaAccess, 'none'>,
): Promise<Response | null> {
  const key = objectKey(mediaId, variant);
  if (request.method === 'HEAD') {
    const object = await env.MEDIA.head(key);
    return object && new Response(null, { headers: headersOf(object, access) });
  }
  const object = await env.MEDIA.get(key, { onlyIf: conditionsOf(request) });
  if (!object) return null;
  const headers = headersOf(object, access);
  if (!('body' in object)) return new Response(null, { status: 304, headers });
  headers.set('Content-Length', String(object.size));
  return new Response(object.body, { headers });
}
