import { Hono } from 'hono';
import { z } from 'zod';
import { limitAddressOf } from '../abuse/client-address.ts';
import { riskMarks } from '../abuse/risk-marks.ts';
import { ensureGuestCookie, readGuestId } from '../auth/guest-cookie.ts';
import type { AppEnv } from '../env.ts';
import { sessionProof } from '../services/challenges.ts';
import { refuse } from './refusal.ts';
import { limitGuests } from './budgets.ts';
import { coarseLimit } from './coarse-limits.ts';
import { notFound } from './permit.ts';
import { describe, validQuery } from './validation.ts';

const GuestQuery = z.object({
  contest: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .meta({ description: 'The contest that the challenge was made for, if any' }),
});

export const sessionRoutes = new Hono<AppEnv>().post(
  '/api/session/guest',
  describe({
    summary: 'Become a guest: a signed cookie with a random id; nothing is stored on the server',
    tags: ['people'],
    replies: {
      204: 'The cookie is set, or was there already',
      404: 'No published contest by that id',
      403: 'A solved challenge for the action "session" is needed in X-Fanfare-Proof',
      429: 'Too many at once',
    },
  }),
  coarseLimit('LIMIT_SIGNIN'),
  limitGuests,
  validQuery(GuestQuery),
  async (c) => {
    const { proof, browserLike } = riskMarks(c);
    const contestId = c.req.valid('query').contest ?? null;
    const arrival = { contestId, browserLike, address: limitAddressOf(c) };
    const refused = readGuestId(c) === null ? await sessionProof(c.env, proof, arrival) : null;
    if (refused === 'notFound') return notFound(c);
    if (refused) return refuse(c, 403, refused);
    ensureGuestCookie(c);
    return c.body(null, 204);
  },
);
