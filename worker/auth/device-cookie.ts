import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { AppEnv } from '../env.ts';
import { randomId } from './random-id.ts';

/** As long as the private trace that it is hashed into. */
const MAX_AGE_S = 30 * 24 * 3600;
const ID = /^[\w-]{22}$/;

const overHttps = (c: Context<AppEnv>) => c.env.FANFARE_ORIGIN.startsWith('https:');
const cookieName = (c: Context<AppEnv>) =>
  overHttps(c) ? '__Host-fanfare_device' : 'fanfare_device';

/**
 * Which browser this is, whoever uses it: the same before and after signing in and out. It proves nothing and permits
 * nothing; it tells one browser with many accounts from many people. A browser without one gets it with the reply.
 */
export function deviceOf(c: Context<AppEnv>): string {
  const known = getCookie(c, cookieName(c));
  if (known !== undefined && ID.test(known)) return known;
  const id = randomId();
  setCookie(c, cookieName(c), id, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: overHttps(c),
    path: '/',
    maxAge: MAX_AGE_S,
  });
  return id;
}

/** For somebody who wants to be forgotten. */
export function forgetDevice(c: Context<AppEnv>): void {
  deleteCookie(c, cookieName(c), { path: '/', secure: overHttps(c) });
}
