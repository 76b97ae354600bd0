import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { nowMs } from '../clock.ts';
import type { AppEnv } from '../env.ts';
import { errorBody } from '../wire/errors.ts';

/** An expected "no" of any layer below. */
export interface RefusedRequest {
  code: string;
  message: string;
  field?: string;
  retryAtMs?: number;
}

/** Replies with a refusal in the one error shape, and with Retry-After when waiting helps. */
export function refuse<Status extends ContentfulStatusCode>(
  c: Context,
  status: Status,
  { code, message, field, retryAtMs }: RefusedRequest,
) {
  retryAfter(c, retryAtMs === undefined ? {} : { retryAtMs });
  return c.json(errorBody(code, message, (c as Context<AppEnv>).get('requestId'), field), status);
}

/** Sets Retry-After, in seconds, when waiting helps. */
export function retryAfter(c: Context, { retryAtMs }: Pick<RefusedRequest, 'retryAtMs'>): void {
  if (retryAtMs === undefined) return;
  c.header('Retry-After', String(Math.max(1, Math.ceil((retryAtMs - nowMs()) / 1000))));
}
