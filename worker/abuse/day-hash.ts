import { keyedHash } from '../auth/keyed-hash.ts';
import { deriveKey } from '../auth/keys.ts';
import { nowMs } from '../clock.ts';
import type { Bindings } from '../env.ts';
import type { Installation } from '../installation.ts';
import { dayKey } from './day-key.ts';

const HEX_DIGITS = 24;

/**
 * What is kept in place of anything that has an address in it: a hash of it under the key of the day (UTC), so that nothing that is
 * kept leads to it on the next. What is counted by it begins anew at midnight.
 */
export async function dayHash(
  env: Pick<Bindings, 'DB' | 'FANFARE_SECRET'>,
  text: string,
): Promise<string> {
  return keyedHash(await dayKey(env, nowMs()), `limits ${text}`).slice(0, HEX_DIGITS);
}

/** The same for an id or an e-mail address whose budget must not be fresh at midnight: it is kept until that is full again. */
export function lastingHash(env: Pick<Installation, 'FANFARE_SECRET'>, text: string): string {
  const key = { name: `limits ${env.FANFARE_SECRET}`, bytes: deriveKey(env, 'limits') };
  return keyedHash(key, text).slice(0, HEX_DIGITS);
}
