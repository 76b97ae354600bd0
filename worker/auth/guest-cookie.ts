import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AppEnv, Bindings } from '../env.ts';
import { randomId } from './random-id.ts';
import { ExpiringMap } from './expiring-map.ts';
import { deriveKey } from './keys.ts';

/** The longest that browsers keep a cookie. */
const MAX_AGE_S = 400 * 24 * 3600;
/** 16 random bytes and a 32-byte code over them, both base64url. */
const SIGNED_ID = /^([\w-]{22})\.([\w-]{43})$/;

const overHttps = (env: Bindings) => env.FANFARE_ORIGIN.startsWith('https:');

/** Over HTTPS the prefix makes browsers refuse the cookie from any other host or path. */
const cookieName = (env: Bindings) => (overHttps(env) ? '__Host-fanfare_guest' : 'fanfare_guest');

/** Synchronous on purpose: a round trip to WebCrypto costs more than these few hash blocks. */
function codeOf(env: Bindings, id: string): string {
  return createHmac('sha256', deriveKey(env, 'guest-cookie')).update(id).digest('base64url');
}

/** Cookies found genuine of late, by the key they were signed with: a fan's next act need not compute the code again. */
const genuine = new WeakMap<Uint8Array, ExpiringMap<string>>();

function genuineUnder(key: Uint8Array): ExpiringMap<string> {
  let known = genuine.get(key);
  if (!known) {
    known = new ExpiringMap({ maxEntries: 20_000, lifetimeMs: 10 * 60_000 });
    genuine.set(key, known);
  }
  return known;
}

/** The random part of the guest's id, or null when there is no cookie or its code is wrong. */
export function readGuestId(c: Context<AppEnv>): string | null {
  const cookie = getCookie(c, cookieName(c.env));
  if (cookie === undefined) return null;
  const known = genuineUnder(deriveKey(c.env, 'guest-cookie'));
  const nowMs = Date.now();
  const id = known.get(cookie, nowMs) ?? genuineId(c.env, cookie);
  if (id !== null) known.set(cookie, id, nowMs);
  return id;
}

function genuineId(env: Bindings, cookie: string): string | null {
  const [, id, code] = SIGNED_ID.exec(cookie) ?? [];
  if (!id || !code) return null;
  return timingSafeEqual(Buffer.from(codeOf(env, id)), Buffer.from(code)) ? id : null;
}

/** Gives this browser a guest's id, unless it has one. Nothing is stored on the server. */
export function ensureGuestCookie(c: Context<AppEnv>): void {
  const id = readGuestId(c) ?? randomId();
  setCookie(c, cookieName(c.env), `${id}.${codeOf(c.env, id)}`, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: overHttps(c.env),
    path: '/',
    maxAge: MAX_AGE_S,
  });
}

/** On signing out: whoever uses this browser next is somebody else. */
export function forgetGuest(c: Context<AppEnv>): void {
  deleteCookie(c, cookieName(c.env), { path: '/', secure: overHttps(c.env) });
}
