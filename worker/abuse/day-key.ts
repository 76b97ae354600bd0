import { createHmac, randomBytes } from 'node:crypto';
import type { HashKey } from '../auth/keyed-hash.ts';
import { deriveKey } from '../auth/keys.ts';
import { utcDay } from '../clock.ts';
import type { Bindings } from '../env.ts';

type Env = Pick<Bindings, 'DB' | 'FANFARE_SECRET'>;

/** The newest key of each database: asked for once a day in each isolate. */
const newest = new WeakMap<D1Database, { day: string; key: HashKey }>();

/**
 * The key under which whatever has an address in it is hashed on a day (UTC). It needs the installation's secret and a random part
 * that is in the database until the day is over: afterwards the hashes can be compared with each other, and turned back by nobody.
 */
export async function dayKey(env: Env, atMs: number): Promise<HashKey> {
  const day = utcDay(atMs);
  const known = newest.get(env.DB);
  if (known?.day === day) return known.key;
  const [, { results }] = (await env.DB.batch<{ key: string }>([
    env.DB.prepare('INSERT OR IGNORE INTO day_key (day, key) VALUES (?, ?)').bind(
      day,
      randomBytes(32).toString('hex'),
    ),
    env.DB.prepare('SELECT key FROM day_key WHERE day = ?').bind(day),
  ])) as [unknown, D1Result<{ key: string }>];
  const random = results[0]?.key;
  if (random === undefined) throw new Error(`there is no key for ${day}`);
  const bytes = createHmac('sha256', deriveKey(env, 'day')).update(random).digest();
  const key = { name: bytes.toString('hex'), bytes };
  newest.set(env.DB, { day, key });
  return key;
}

/** Deletes the keys of days that are over. */
export async function forgetDayKeys(env: Pick<Bindings, 'DB'>, nowMs: number): Promise<void> {
  await env.DB.prepare('DELETE FROM day_key WHERE day < ?').bind(utcDay(nowMs)).run();
}
