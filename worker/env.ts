import type { RequestIdVariables } from 'hono/request-id';
import type { SecureHeadersVariables } from 'hono/secure-headers';
import type { Installation } from './installation.ts';

/**
 * Everything the worker receives from its platform: the bindings of wrangler.jsonc (typed by `wrangler types`) and the
 * installation's settings.
 */
export interface Bindings extends Cloudflare.Env, Installation {}

/** What Hono's handlers see as `c.env` and `c.get(…)`. */
export interface AppEnv {
  Bindings: Bindings;
  Variables: RequestIdVariables & SecureHeadersVariables;
}
