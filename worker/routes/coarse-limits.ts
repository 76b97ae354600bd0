import type { MiddlewareHandler } from 'hono';
import { tooManyAtOnce, withinCoarseLimit, type CoarseLimit } from '../abuse/coarse-limit.ts';
import { nowMs } from '../clock.ts';
import type { AppEnv } from '../env.ts';
import { tooMany } from './too-many.ts';

/** Limits a class of routes per address: see worker/abuse/coarse-limit.ts. */
export function coarseLimit(limit: CoarseLimit): MiddlewareHandler<AppEnv> {
  return async (c, next) =>
    (await withinCoarseLimit(c, limit)) ? next() : tooMany(c, tooManyAtOnce(c.env, nowMs()));
}

const limitReads = coarseLimit('LIMIT_READ');
const limitActs = coarseLimit('LIMIT_ACT');

/**
 * The limits that every address has: reading and changing are counted apart. Files of the build are not counted, as
 * Cloudflare serves them without asking the worker.
 */
export const coarseLimits: MiddlewareHandler<AppEnv> = (c, next) => {
  if (c.req.path.startsWith('/assets/')) return next();
  return c.req.method === 'GET' || c.req.method === 'HEAD'
    ? limitReads(c, next)
    : limitActs(c, next);
};
