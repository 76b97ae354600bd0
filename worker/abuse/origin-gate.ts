import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../env.ts';
import { errorBody, requestErrors } from '../wire/errors.ts';
import { isOwnOrigin } from './own-origin.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request asks to become a WebSocket. */
export function isHandshake(request: Request): boolean {
  return request.headers.get('Upgrade')?.toLowerCase() === 'websocket';
}

/** Turns away unsafe requests and WebSocket handshakes that another site's page caused. */
export const originGate: MiddlewareHandler<AppEnv> = async (c, next) => {
  const unsafe = !SAFE_METHODS.has(c.req.method) || isHandshake(c.req.raw);
  if (unsafe && !isOwnOrigin(c.req.raw.headers, c.req.url, c.env.FANFARE_ORIGIN)) {
    const message = requestErrors['request/CROSS_SITE'];
    return c.json(errorBody('request/CROSS_SITE', message, c.get('requestId')), 403);
  }
  return next();
};
