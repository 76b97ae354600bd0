import { keyedHash } from '../auth/keyed-hash.ts';
import { deriveKey } from '../auth/keys.ts';
import { nowMs, utcDay } from '../clock.ts';
import type { Installation } from '../installation.ts';

const HEX_DIGITS = 24;

/**
 * What a budget is kept under instead of an address, an id or an e-mail address: a keyed hash of it and of the day (UTC), so
 * that nothing that is kept leads to anybody on the next.
 */
export function dayHash(env: Pick<Installation, 'FANFARE_SECRET'>, text: string): string {
  const key = { name: `limits ${env.FANFARE_SECRET}`, bytes: deriveKey(env, 'limits') };
  return keyedHash(key, `${utcDay(nowMs())} ${text}`).slice(0, HEX_DIGITS);
}
