import type { MiddlewareHandler } from 'hono';
import type { AppEnv, Bindings } from '../env.ts';
import { errorBody, requestErrors } from '../wire/errors.ts';

/** The classes of routes that have a limit per address, named after their bindings. */
export type CoarseLimit = 'LIMIT_READ' | 'LIMIT_ACT' | 'LIMIT_UPLOAD' | 'LIMIT_SIGNIN';

/** The bindings count in periods of this length (wrangler.jsonc). */
const PERIOD_S = 60;

/**
 * Limits a class of routes per address. Cheap and approximate, against floods only: exact budgets per person
 * are kept by the room.
 *
 * The address is the one Cloudflare states; a client cannot set it there. A server on one machine has no
 * such header and its clients share one class of addresses at most, so there the limit is the
 * business of whatever stands in front of it.
 */
export function coarseLimit(limit: CoarseLimit): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const address = c.req.header('CF-Connecting-IP');
    if (address !== undefined && !(await withinLimit(c.env, limit, address))) {
      const message = requestErrors['request/TOO_MANY'];
      c.header('Retry-After', String(PERIOD_S));
      return c.json(errorBody('request/TOO_MANY', message, c.get('requestId')), 429);
    }
    return next();
  };
}

async function withinLimit(env: Bindings, limit: CoarseLimit, address: string): Promise<boolean> {
  const { success } = await env[limit].limit({ key: networkOf(address) });
  return success;
}

/** An IPv6 customer has at least a /64, so addresses within one count as one. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::') as [string, string?];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(gap).fill('0'), ...right].slice(0, 4).join(':');
}
