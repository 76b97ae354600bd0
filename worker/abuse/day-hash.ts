import { keyedHash } from '../auth/keyed-hash.ts';
import { deriveKey } from '../auth/keys.ts';
import { nowMs, utcDay } from '../clock.ts';
import type { Installation } from '../installation.ts';

const HEX_DIGITS = 24;

/**
 * What is kept in place of anything that has an address in it: a keyed hash of it and of the day (UTC), so that nothing that is
 * kept leads to it on the next. What is counted by it begins anew at midnight.
 */
export function dayHash(env: Pick<Installation, 'FANFARE_SECRET'>, text: string): string {
  return lastingHash(env, `${utcDay(nowMs())} ${text}`);
}

/** The same for an id or an e-mail address whose budget must not be fresh at midnight: it is kept until that is full again. */
export function lastingHash(env: Pick<Installation, 'FANFARE_SECRET'>, text: string): string {
  const key = { name: `limits ${env.FANFARE_SECRET}`, bytes: deriveKey(env, 'limits') };
  return keyedHash(key, text).slice(0, HEX_DIGITS);
}
