import { isAPIError } from 'better-auth/api';
import { Hono } from 'hono';
import { z } from 'zod';
import { signInRefusal } from '../auth/sign-in-errors.ts';
import { forgetGuest } from '../auth/guest-cookie.ts';
import { rememberFormerGuest } from '../auth/former-guests.ts';
import { forgetSession } from '../auth/session.ts';
import { signIn } from '../auth/sign-in.ts';
import { signOut } from '../auth/sign-out.ts';
import type { AppEnv } from '../env.ts';
import { oneLineName } from '../services/one-line-name.ts';
import { takeCode, takeSignIn } from '../services/request-budgets.ts';
import { visitorOf } from './budgets.ts';
import { coarseLimit } from './coarse-limits.ts';
import { refuse } from './refusal.ts';
import { tooMany } from './too-many.ts';
import { describe, validJson } from './validation.ts';

const Email = z
  .email('This is not an e-mail address.')
  .max(254)
  .transform((email) => email.toLowerCase());

const CodeRequest = z.object({ email: Email, type: z.literal('sign-in').default('sign-in') });
const CodeSignIn = z.object({
  email: Email,
  otp: z
    .string()
    .trim()
    .regex(/^\d{6}$/, 'The code has six digits.'),
  name: oneLineName(1, 80).optional(),
});

/**
 * Of better-auth's endpoints only the ones the product needs, under their own addresses: everything else
 * that the library would answer is refused by not being there. Its errors are put into our shape, and the
 * session's token stays in the cookie.
 */
export const authRoutes = new Hono<AppEnv>()
  .post(
    '/api/auth/email-otp/send-verification-otp',
    describe({
      summary: 'Mail a sign-in code to an address, whether or not anybody has used it before',
      tags: ['people'],
      replies: { 200: 'The code is on its way', 400: 'Not an address', 429: 'Too many codes' },
    }),
    coarseLimit('LIMIT_SIGNIN'),
    validJson(CodeRequest),
    async (c) => {
      const body = c.req.valid('json');
      const late = await takeCode(c.env, visitorOf(c, body.email));
      if (late) return tooMany(c, late);
      await signIn(c.env).api.sendVerificationOTP({ body });
      return c.json({ success: true as const });
    },
  )
  .post(
    '/api/auth/sign-in/email-otp',
    describe({
      summary: 'Sign in with the code from the mail',
      tags: ['people'],
      replies: {
        200: 'Signed in; the session is in a cookie',
        400: 'Wrong or expired code',
        429: 'Too many tries',
      },
    }),
    coarseLimit('LIMIT_SIGNIN'),
    validJson(CodeSignIn),
    async (c) => {
      const body = c.req.valid('json');
      const late = await takeSignIn(c.env, visitorOf(c, body.email));
      if (late) return tooMany(c, late);
      try {
        const { headers, response } = await signIn(c.env).api.signInEmailOTP({
          body,
          returnHeaders: true,
        });
        for (const cookie of headers.getSetCookie()) {
          c.header('Set-Cookie', cookie, { append: true });
        }
        const { id, email, name } = response.user;
        await rememberFormerGuest(c, id);
        return c.json({ user: { id, email, name } });
      } catch (error) {
        // What the library answers with 500 is a fault like any other.
        if (!isAPIError(error) || error.statusCode >= 500) throw error;
        return refuse(c, 400, signInRefusal(error.body?.code));
      }
    },
  )
  .post(
    '/api/auth/sign-out',
    describe({
      summary: 'Sign out on this browser',
      tags: ['people'],
      replies: { 200: 'Signed out, or nobody was signed in' },
    }),
    async (c) => {
      forgetSession(c);
      await signOut(c);
      forgetGuest(c);
      return c.json({ success: true as const });
    },
  );
