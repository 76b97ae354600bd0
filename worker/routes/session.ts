import { Hono } from 'hono';
import { coarseLimit } from '../abuse/coarse-limit.ts';
import { ensureGuestCookie } from '../auth/guest-cookie.ts';
import type { AppEnv } from '../env.ts';
import { describe } from './validation.ts';

export const sessionRoutes = new Hono<AppEnv>().post(
  '/api/session/guest',
  describe({
    summary: 'Become a guest: a signed cookie with a random id; nothing is stored on the server',
    tags: ['people'],
    replies: { 204: 'The cookie is set, or was there already', 429: 'Too many at once' },
  }),
  coarseLimit('LIMIT_SIGNIN'),
  (c) => {
    ensureGuestCookie(c);
    return c.body(null, 204);
  },
);
