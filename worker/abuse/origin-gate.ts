import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../env.ts';
import { errorBody, requestErrors } from '../wire/errors.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request comes from our own pages. Browsers send Origin with every unsafe request and with every
 * WebSocket handshake, and Sec-Fetch-Site besides; a page can forge neither. A request with neither header is
 * no browser's (a script, a test, a server), so no foreign page can have caused it: cookies it carries are its own.
 */
export function isOwnOrigin(headers: Headers, url: string, ownOrigin: string): boolean {
  const origin = headers.get('Origin');
  const site = headers.get('Sec-Fetch-Site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  if (origin === null) return true;
  // The request's own host, too: one machine may be reached as localhost, by address or by name.
  return (
    origin === ownOrigin || (URL.canParse(origin) && new URL(origin).host === new URL(url).host)
  );
}

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
