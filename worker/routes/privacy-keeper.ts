import { waitUntil } from 'cloudflare:workers';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../env.ts';
import { wakePrivacyKeeper } from '../services/privacy.ts';

/** Whatever stores something makes sure that it will be deleted in time. */
export const privacyKeeper: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return;
  waitUntil(wakePrivacyKeeper(c.env));
};
