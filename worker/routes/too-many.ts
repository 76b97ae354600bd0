import type { Context } from 'hono';
import { nowMs } from '../clock.ts';
import type { AppEnv } from '../env.ts';
import type { FanPages } from '../wire/pages-fan.ts';
import { page } from './page.ts';
import { refuse, retryAfter, type RefusedRequest } from './refusal.ts';

/** Replies "not now": as a page to somebody who opens one, else in the one error shape. With Retry-After in any case. */
export function tooMany(c: Context<AppEnv>, refusal: RefusedRequest): Response | Promise<Response> {
  const { method, path } = c.req;
  const wantsPage = method === 'GET' && c.req.header('Accept')?.includes('text/html');
  if (!wantsPage || path.startsWith('/api/') || path.startsWith('/media/'))
    return refuse(c, 429, refusal);
  retryAfter(c, refusal);
  c.header('Cache-Control', 'no-store');
  const { message, retryAtMs = null } = refusal;
  const data: FanPages['fan/too-many'] = { message, retryAtMs, nowMs: nowMs() };
  return page(c, { name: 'fan/too-many', title: 'One moment', lang: 'en', data }, 429);
}
