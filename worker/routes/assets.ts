import type { Context } from 'hono';
import type { AppEnv } from '../env.ts';

/**
 * Serves a hashed file of the build. On Cloudflare these never reach the worker; on one machine
 * they do. The reply is copied because one that came through a binding has immutable headers.
 */
export async function asset(c: Context<AppEnv>): Promise<Response> {
  const reply = await c.env.ASSETS.fetch(c.req.raw);
  const copy = new Response(reply.body, reply);
  if (reply.ok) copy.headers.set('Cache-Control', 'public, max-age=31536000, immutable');
  return copy;
}
