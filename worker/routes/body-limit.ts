import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { AppEnv } from '../env.ts';
import { errorBody, requestErrors } from '../wire/errors.ts';

/** A contest's settings are the largest JSON there is; D1 takes 2 MB a value. */
const MAX_JSON_BYTES = 512 * 1024;

const limit: MiddlewareHandler<AppEnv> = bodyLimit({
  maxSize: MAX_JSON_BYTES,
  onError: (c) => {
    const message = requestErrors['request/TOO_LARGE'];
    const requestId = (c.get('requestId') as string | undefined) ?? '';
    return c.json(errorBody('request/TOO_LARGE', message, requestId), 413);
  },
});

/** Bounds JSON bodies. Others are read by routes that bound them themselves, or not read at all. */
export const jsonBodyLimit: MiddlewareHandler<AppEnv> = (c, next) =>
  c.req.header('Content-Type')?.includes('json') ? limit(c, next) : next();
