import type { Context } from 'hono';
import type { AppEnv } from '../env.ts';
import { notFound } from './permit.ts';

/** A worker script takes its policy from its own reply: the map's may fetch what the map shows. As in web/public/_headers. */
const FILE_POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

/**
 * Serves a hashed file of the build. On Cloudflare these never reach the worker; on one machine
 * they do. The reply is copied because one that came through a binding has immutable headers.
 */
export async function asset(c: Context<AppEnv>): Promise<Response> {
  // Dots may be written so that only whoever resolves the address sees that it leads out of the folder, to the template of pages.
  if (!new URL(c.req.url).pathname.startsWith('/assets/')) return notFound(c);
  const reply = await c.env.ASSETS.fetch(c.req.raw);
  if (!reply.ok && reply.status !== 304) return notFound(c);
  const copy = new Response(reply.body, reply);
  copy.headers.set('Content-Security-Policy', FILE_POLICY);
  copy.headers.set('Cache-Control', 'public, max-age=31536000, immutable');
  return copy;
}
