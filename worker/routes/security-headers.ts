import type { MiddlewareHandler } from 'hono';
import { NONCE, secureHeaders } from 'hono/secure-headers';
import type { AppEnv } from '../env.ts';

/**
 * Strict headers on every reply. The nonce is fresh for each request and read by the page renderer
 * through `c.get('secureHeadersNonce')`.
 */
const strictHeaders: MiddlewareHandler<AppEnv> = secureHeaders({
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
  referrerPolicy: 'strict-origin-when-cross-origin',
  permissionsPolicy: { camera: ['self'], geolocation: ['self'], microphone: [], payment: [] },
  xFrameOptions: 'DENY',
  // A reply that is not a page, such as a picture, may set stricter headers of its own.
  overwrite: false,
});

/** A WebSocket's handshake is no document, and the reply that accepts it has immutable headers: it is left as it is. */
export const securityHeaders: MiddlewareHandler<AppEnv> = (c, next) =>
  c.req.header('Upgrade')?.toLowerCase() === 'websocket' ? next() : strictHeaders(c, next);
