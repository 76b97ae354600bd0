import { Hono, type Context } from 'hono';
import { personOf } from '../auth/session.ts';
import type { AppEnv } from '../env.ts';
import { sweepAbandonedUploads } from '../media/abandoned-uploads.ts';
import { MAX_UPLOAD_BYTES, readBoundedBody } from '../media/bounded-body.ts';
import { mediaAccess } from '../media/media-access.ts';
import { mediaRefusals, refuseMedia, type MediaRefused } from '../media/refusals.ts';
import { serveVariant } from '../media/serve-variant.ts';
import { storePicture } from '../media/store-picture.ts';
import { permitUpload } from '../media/upload-target.ts';
import { VARIANTS, type Variant } from '../media/variants.ts';
import { errorBody, requestErrors } from '../wire/errors.ts';

type MediaContext = Context<AppEnv>;

function refused(c: MediaContext, { code }: MediaRefused) {
  const [status, message] = mediaRefusals[code];
  if (status === 429) c.header('Retry-After', '60');
  return c.json(errorBody(code, message, c.get('requestId')), status);
}

function notFound(c: MediaContext) {
  c.header('Cache-Control', 'no-store');
  const message = requestErrors['request/NOT_FOUND'];
  return c.json(errorBody('request/NOT_FOUND', message, c.get('requestId')), 404);
}

/** Whether this address (of a person where there is none) has sent too many pictures of late. */
async function isTooOften(c: MediaContext, personId: string): Promise<boolean> {
  const key = c.req.header('CF-Connecting-IP') ?? personId;
  return !(await c.env.LIMIT_UPLOAD.limit({ key })).success;
}

/** Uploading pictures, and seeing them. */
export const mediaRoutes = new Hono<AppEnv>()
  .post('/api/media', async (c) => {
    const person = await personOf(c);
    if (!person) return refused(c, refuseMedia('media/NOT_SIGNED_IN'));
    if (await isTooOften(c, person.id)) return refused(c, refuseMedia('media/TOO_OFTEN'));
    const permitted = await permitUpload(c.env, person.id, c.req.query());
    if (!permitted.ok) return refused(c, permitted);
    const body = await readBoundedBody(c.req.raw, MAX_UPLOAD_BYTES);
    if (!body.ok) return refused(c, body);
    const nowMs = Date.now();
    const stored = await storePicture(c.env, permitted.owner, body.bytes, nowMs);
    c.executionCtx.waitUntil(sweepAbandonedUploads(c.env, nowMs));
    if (!stored.ok) return refused(c, stored);
    const { mediaId, widthPx, heightPx, created } = stored;
    return c.json({ mediaId, widthPx, heightPx }, created ? 201 : 200);
  })
  .get('/media/:id/:variant', async (c) => {
    const { id, variant } = c.req.param();
    if (!VARIANTS.includes(variant as Variant)) return notFound(c);
    const access = await mediaAccess(c.env, id, () => personOf(c));
    if (access === 'none') return notFound(c);
    return (await serveVariant(c.env, c.req.raw, id, variant as Variant, access)) ?? notFound(c);
  });
