import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { limitAddressOf } from '../abuse/client-address.ts';
import { personOf } from '../auth/session.ts';
import type { AppEnv } from '../env.ts';
import { sweepAbandonedUploads } from '../media/abandoned-uploads.ts';
import { MAX_UPLOAD_BYTES, readBoundedBody } from '../media/bounded-body.ts';
import { mediaAccess } from '../media/media-access.ts';
import { mediaRefusals, refuseMedia, type MediaRefused } from '../media/refusals.ts';
import { INERT_POLICY, serveVariant } from '../media/serve-variant.ts';
import { storePicture } from '../media/store-picture.ts';
import { permitUpload } from '../media/upload-target.ts';
import { VARIANTS, type Variant } from '../media/variants.ts';
import { takeBrandUpload, takeUpload } from '../services/request-budgets.ts';
import { errorBody, requestErrors } from '../wire/errors.ts';
import { coarseLimit } from './coarse-limits.ts';
import { tooMany } from './too-many.ts';
import { describe, validQuery } from './validation.ts';

type MediaContext = Context<AppEnv>;

function refused(c: MediaContext, { code }: MediaRefused) {
  const [status, message] = mediaRefusals[code];
  return c.json(errorBody(code, message, c.get('requestId')), status);
}

function notFound(c: MediaContext) {
  c.header('Cache-Control', 'no-store');
  c.header('Content-Security-Policy', INERT_POLICY);
  const message = requestErrors['request/NOT_FOUND'];
  return c.json(errorBody('request/NOT_FOUND', message, c.get('requestId')), 404);
}

const StoredReply = z.object({
  mediaId: z.string(),
  widthPx: z.int().meta({ description: 'Width of the upright original' }),
  heightPx: z.int().meta({ description: 'Height of the upright original' }),
});

const uploadRoute = describe({
  summary: 'Upload a photograph (the raw file is the body) for a contest or for a brand',
  tags: ['media'],
  replies: {
    200: { description: 'You had sent this file before; it is kept once', schema: StoredReply },
    201: { description: 'Kept, and seen by nobody else until approved', schema: StoredReply },
    401: 'No session; POST /api/session/guest first',
    403: 'Your role does not include this',
    404: 'No such contest or brand',
    408: 'It took too long to arrive',
    413: 'Larger than 15 MB',
    415: 'Not a JPEG, PNG or WebP photograph',
    422: 'Empty, incomplete, damaged, too small or too many pixels',
    429: 'Too many at once',
  },
});

const variantRoute = describe({
  summary: 'A picture as WebP: at most 320 (thumb), 1,024 (medium) or 2,048 pixels (large) a side',
  tags: ['media'],
  replies: {
    200: 'The picture',
    304: 'The browser has it already',
    404: 'No such picture, or not for you to see',
  },
});

/** Exactly one of the two. */
const UploadQuery = z.object({
  contest: z.string().min(1).max(64).optional(),
  brand: z.string().min(1).max(64).optional(),
});

/** Uploading pictures, and seeing them. */
export const mediaRoutes = new Hono<AppEnv>()
  .post(
    '/api/media',
    uploadRoute,
    coarseLimit('LIMIT_UPLOAD'),
    validQuery(UploadQuery),
    async (c) => {
      const person = await personOf(c);
      if (!person) return refused(c, refuseMedia('media/NOT_SIGNED_IN'));
      const permitted = await permitUpload(c.env, person.id, c.req.valid('query'));
      if (!permitted.ok) return refused(c, permitted);
      const { contest, brand = '' } = c.req.valid('query');
      const sender = { person: person.id, address: limitAddressOf(c) };
      const late = contest
        ? await takeUpload(c.env, contest, sender)
        : await takeBrandUpload(c.env, brand, sender);
      if (late) return tooMany(c, late);
      const body = await readBoundedBody(c.req.raw, MAX_UPLOAD_BYTES);
      if (!body.ok) return refused(c, body);
      const nowMs = Date.now();
      const stored = await storePicture(c.env, permitted.owner, body.bytes, nowMs);
      c.executionCtx.waitUntil(sweepAbandonedUploads(c.env, nowMs));
      if (!stored.ok) return refused(c, stored);
      const { mediaId, widthPx, heightPx, created } = stored;
      return c.json({ mediaId, widthPx, heightPx }, created ? 201 : 200);
    },
  )
  .get('/media/:id/:variant', variantRoute, async (c) => {
    const { id, variant } = c.req.param();
    if (!VARIANTS.includes(variant as Variant)) return notFound(c);
    const access = await mediaAccess(c.env, id, () => personOf(c));
    if (access === 'none') return notFound(c);
    return (await serveVariant(c.env, c.req.raw, id, variant as Variant, access)) ?? notFound(c);
  });
