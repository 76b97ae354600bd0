import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import { emailOTP } from 'better-auth/plugins/email-otp';
import { waitUntil } from 'cloudflare:workers';
import { nowMs } from '../clock.ts';
import { database } from '../db/database.ts';
import * as people from '../db/people-schema.ts';
import type { Bindings } from '../env.ts';
import { sendSignInCode } from '../outbox/sign-in-code.ts';
import { deriveKey } from './keys.ts';
import { base64Url, randomId } from './random-id.ts';

const MINUTE_S = 60;
const DAY_S = 24 * 3600;
/** How long a code may be used. */
export const CODE_LIFETIME_S = 10 * MINUTE_S;
/** Wrong guesses before a code is worthless: with five codes in a quarter of an hour, 25 guesses in a million. */
const CODE_ATTEMPTS = 5;

/** For how long a signed copy of the session stands in for the row: a sign-out elsewhere takes effect after it at the latest. */
export const SESSION_CACHE_S = 5 * MINUTE_S;

/** What the names of a session's cookies begin with. Over HTTPS browsers refuse such a name from any other host or path. */
export const sessionPrefix = ({ FANFARE_ORIGIN }: Pick<Bindings, 'FANFARE_ORIGIN'>) =>
  FANFARE_ORIGIN.startsWith('https:') ? '__Host-fanfare' : 'fanfare';

function create(env: Bindings) {
  return betterAuth({
    appName: 'Fanfare',
    baseURL: env.FANFARE_ORIGIN,
    basePath: '/api/auth',
    secret: base64Url(deriveKey(env, 'sign-in')),
    database: drizzleAdapter(database(env), { provider: 'sqlite', schema: people }),
    telemetry: { enabled: false },
    // Our own log line carries the request id; the library's would carry addresses.
    logger: { disabled: true },
    // Counted by our own limits, per address and per e-mail.
    rateLimit: { enabled: false },
    // The origin gate has already compared the request's origin with its host.
    trustedOrigins: (request) => (request ? [new URL(request.url).origin] : []),
    session: {
      expiresIn: 30 * DAY_S,
      updateAge: DAY_S,
      cookieCache: { enabled: true, maxAge: SESSION_CACHE_S },
    },
    databaseHooks: {
      // An account's age counts in contests, so it is told by the clock that they go by.
      user: {
        create: { before: async (user) => ({ data: { ...user, createdAt: new Date(nowMs()) } }) },
      },
    },
    advanced: {
      cookiePrefix: sessionPrefix(env),
      // The library's own prefix lets neighbouring hosts set such cookies, and so put somebody into a session of theirs.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: env.FANFARE_ORIGIN.startsWith('https:') },
      // Addresses of people are not kept.
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => randomId() },
    },
    plugins: [
      emailOTP({
        otpLength: 6,
        expiresIn: CODE_LIFETIME_S,
        allowedAttempts: CODE_ATTEMPTS,
        // A keyed hash: of a million possible codes a plain one would be found at once.
        storeOTP: {
          hash: async (code) =>
            base64Url(hmac(sha256, deriveKey(env, 'sign-in-code'), utf8ToBytes(code))),
        },
        sendVerificationOTP: ({ email, otp }) =>
          sendSignInCode(env, { email, code: otp, lifetimeS: CODE_LIFETIME_S }, waitUntil),
      }),
    ],
  });
}

export type SignIn = ReturnType<typeof create>;

/** Making one costs milliseconds, so each database (in tests there are several) has one. */
const made = new WeakMap<D1Database, SignIn>();

/** Sign-in by e-mail code, with sessions in D1. No passwords exist anywhere. */
export function signIn(env: Bindings): SignIn {
  let auth = made.get(env.DB);
  if (!auth) {
    auth = create(env);
    made.set(env.DB, auth);
  }
  return auth;
}
