import type { Context } from 'hono';
import type { AppEnv, Bindings } from '../env.ts';
import type { Installation } from '../installation.ts';
import { requestErrors } from '../wire/errors.ts';
import { tryAgainIn } from '../wire/wait.ts';
import { dayHash } from './day-hash.ts';
import { addressBlock, networkOf } from './network.ts';
import { limitAddressOf } from './client-address.ts';

/** The classes of routes that have a limit per address, named after their bindings. */
export type CoarseLimit = 'LIMIT_READ' | 'LIMIT_ACT' | 'LIMIT_UPLOAD' | 'LIMIT_SIGNIN';

/** Those that have a wider one per address block as well: they cover every route between them. */
const BLOCK_LIMITS = { LIMIT_READ: 'LIMIT_READ_BLOCK', LIMIT_ACT: 'LIMIT_ACT_BLOCK' } as const;

/** The bindings count in periods of this length (wrangler.jsonc). */
const PERIOD_MS = 60_000;

/**
 * What is said to an address that is beyond a coarse limit. Where it is known that counting begins anew with each minute of the clock
 * it says how much is left of this one, elsewhere a whole period, after which it is sure to be over.
 */
export function tooManyAtOnce(env: Pick<Installation, 'FANFARE_WHOLE_MINUTES'>, atMs: number) {
  const waitMs =
    env.FANFARE_WHOLE_MINUTES === '1' ? PERIOD_MS - (Date.now() % PERIOD_MS) : PERIOD_MS;
  const message = `${requestErrors['request/TOO_MANY']} ${tryAgainIn(waitMs)}`;
  return { code: 'request/TOO_MANY', message, retryAtMs: atMs + waitMs };
}

/**
 * Whether the client's address, and the block that it belongs to, are still within a limit. Cheap and approximate, against floods
 * only: exact budgets are kept by the room and by the limit keepers (limits.ts).
 *
 * A server on one machine that has not been told where to read the address (FANFARE_ADDRESS_HEADER) cannot tell its
 * clients apart, so there the limit is the business of whatever stands in front of it.
 */
export async function withinCoarseLimit(c: Context<AppEnv>, limit: CoarseLimit): Promise<boolean> {
  const address = limitAddressOf(c);
  if (address === null) return true;
  // What an address has too much uses up nothing of its neighbours'.
  if (!(await isWithin(c.env, limit, `network ${networkOf(address)}`))) return false;
  if (limit !== 'LIMIT_READ' && limit !== 'LIMIT_ACT') return true;
  return isWithin(c.env, BLOCK_LIMITS[limit], `block ${addressBlock(address)}`);
}

type Binding = CoarseLimit | (typeof BLOCK_LIMITS)[keyof typeof BLOCK_LIMITS];

async function isWithin(env: Bindings, limit: Binding, whose: string): Promise<boolean> {
  // On one machine the runtime writes the keys of its counters to disk.
  const { success } = await env[limit].limit({ key: await dayHash(env, whose) });
  return success;
}
