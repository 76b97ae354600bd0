import { Hono } from 'hono';
import { riskMarks } from '../abuse/risk-marks.ts';
import { ensureGuestCookie, readGuestId } from '../auth/guest-cookie.ts';
import type { AppEnv } from '../env.ts';
import { sessionProof } from '../services/challenges.ts';
import { refuse } from './refusal.ts';
import { limitGuests } from './budgets.ts';
import { coarseLimit } from './coarse-limits.ts';
import { describe } from './validation.ts';

export const sessionRoutes = new Hono<AppEnv>().post(
  '/api/session/guest',
  describe({
    summary: 'Become a guest: a signed cookie with a random id; nothing is stored on the server',
    tags: ['people'],
    replies: {
      204: 'The cookie is set, or was there already',
      403: 'A solved challenge for the action "session" is needed in X-Fanfare-Proof',
      429: 'Too many at once',
    },
  }),
  coarseLimit('LIMIT_SIGNIN'),
  limitGuests,
  async (c) => {
    const refused = readGuestId(c) === null ? await sessionProof(c.env, riskMarks(c)) : null;
    if (refused) return refuse(c, 403, refused);
    ensureGuestCookie(c);
    return c.body(null, 204);
  },
);
