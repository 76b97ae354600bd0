import type { MiddlewareHandler } from 'hono';
import { NONCE, secureHeaders } from 'hono/secure-headers';
import type { AppEnv } from '../env.ts';

const everywhere = {
  referrerPolicy: 'strict-origin-when-cross-origin',
  xFrameOptions: 'DENY',
  // A reply that is not a page, such as a picture, may set stricter headers of its own.
  overwrite: false,
} as const;

/**
 * Strict headers on every page. The nonce is fresh for each request and read by the page renderer
 * through `c.get('secureHeadersNonce')`.
 */
const pageHeaders: MiddlewareHandler<AppEnv> = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'", NONCE],
    styleSrc: ["'self'", NONCE],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    mediaSrc: ["'self'", 'blob:'],
    workerSrc: ["'self'", 'blob:'],
    manifestSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
  },
  permissionsPolicy: { camera: ['self'], geolocation: ['self'], microphone: [], payment: [] },
  ...everywhere,
});

/** Replies of the interface are data: nothing in them may run, load or be framed. Made once, not for each request. */
const dataHeaders: MiddlewareHandler<AppEnv> = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  ...everywhere,
});

/** A WebSocket's handshake is no document, and the reply that accepts it has immutable headers: it is left as it is. */
export const securityHeaders: MiddlewareHandler<AppEnv> = (c, next) => {
  if (c.req.header('Upgrade')?.toLowerCase() === 'websocket') return next();
  return c.req.path.startsWith('/api/') ? dataHeaders(c, next) : pageHeaders(c, next);
};
