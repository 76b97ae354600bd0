import type { MiddlewareHandler } from 'hono';
import type { AppEnv, Bindings } from '../env.ts';
import { errorBody, requestErrors } from '../wire/errors.ts';
import { networkOf } from './network.ts';
import { addressOf } from './request-marks.ts';

/** The classes of routes that have a limit per address, named after their bindings. */
export type CoarseLimit = 'LIMIT_READ' | 'LIMIT_ACT' | 'LIMIT_UPLOAD' | 'LIMIT_SIGNIN';

/** The bindings count in periods of this length (wrangler.jsonc). */
const PERIOD_S = 60;

/**
 * Limits a class of routes per address. Cheap and approximate, against floods only: exact budgets per person
 * are kept by the room.
 *
 * A server on one machine that has not been told where to read the address (FANFARE_ADDRESS_HEADER) cannot tell its
 * clients apart, so there the limit is the business of whatever stands in front of it.
 */
export function coarseLimit(limit: CoarseLimit): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const address = addressOf(c);
    if (address !== null && !(await withinLimit(c.env, limit, address))) {
      const message = requestErrors['request/TOO_MANY'];
      c.header('Retry-After', String(PERIOD_S));
      return c.json(errorBody('request/TOO_MANY', message, c.get('requestId')), 429);
    }
    return next();
  };
}

const limitReads = coarseLimit('LIMIT_READ');
const limitActs = coarseLimit('LIMIT_ACT');

/** The limits that every route of the interface has: reading and changing are counted apart. */
export const coarseLimits: MiddlewareHandler<AppEnv> = (c, next) =>
  c.req.method === 'GET' || c.req.method === 'HEAD' ? limitReads(c, next) : limitActs(c, next);

async function withinLimit(env: Bindings, limit: CoarseLimit, address: string): Promise<boolean> {
  const { success } = await env[limit].limit({ key: networkOf(address) });
  return success;
}
