import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../env.ts';
import { errorBody, requestErrors } from '../wire/errors.ts';
import { isOwnOrigin } from './own-origin.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Turns away unsafe requests and WebSocket handshakes that another site's page caused. */
export const originGate: MiddlewareHandler<AppEnv> = async (c, next) => {
  const unsafe =
    !SAFE_METHODS.has(c.req.method) || c.req.header('Upgrade')?.toLowerCase() === 'websocket';
  if (unsafe && !isOwnOrigin(c.req.raw.headers, c.req.url, c.env.FANFARE_ORIGIN)) {
    const message = requestErrors['request/CROSS_SITE'];
    return c.json(errorBody('request/CROSS_SITE', message, c.get('requestId')), 403);
  }
  return next();
};
