import type { Context } from 'hono';
import type { AppEnv, Bindings } from '../env.ts';
import { requestErrors } from '../wire/errors.ts';
import { dayHash } from './day-hash.ts';
import { networkOf } from './network.ts';
import { addressOf } from './request-marks.ts';

/** The classes of routes that have a limit per address, named after their bindings. */
export type CoarseLimit = 'LIMIT_READ' | 'LIMIT_ACT' | 'LIMIT_UPLOAD' | 'LIMIT_SIGNIN';

/** The bindings count in periods of this length (wrangler.jsonc). */
export const PERIOD_S = 60;

/** What is said to an address that is beyond a coarse limit. */
export const tooManyAtOnce = {
  code: 'request/TOO_MANY',
  message: requestErrors['request/TOO_MANY'],
} as const;

/**
 * Whether the client's address is still within a limit. Cheap and approximate, against floods only: exact budgets are
 * kept by the room and by the limit keepers (limits.ts).
 *
 * A server on one machine that has not been told where to read the address (FANFARE_ADDRESS_HEADER) cannot tell its
 * clients apart, so there the limit is the business of whatever stands in front of it.
 */
export async function withinCoarseLimit(c: Context<AppEnv>, limit: CoarseLimit): Promise<boolean> {
  const address = addressOf(c);
  return address === null || withinLimit(c.env, limit, address);
}

async function withinLimit(env: Bindings, limit: CoarseLimit, address: string): Promise<boolean> {
  // On one machine the runtime writes the keys of its counters to disk.
  const key = dayHash(env, `network ${networkOf(address)}`);
  const { success } = await env[limit].limit({ key });
  return success;
}
