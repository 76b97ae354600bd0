import type { Context, MiddlewareHandler } from 'hono';
import { NONCE, secureHeaders } from 'hono/secure-headers';
import { isHandshake } from '../abuse/origin-gate.ts';
import { TURNSTILE_ORIGIN, turnstileOf } from '../abuse/turnstile.ts';
import type { AppEnv } from '../env.ts';

const everywhere = {
  referrerPolicy: 'strict-origin-when-cross-origin',
  xFrameOptions: 'DENY',
  // A reply that is not a page, such as a picture, may set stricter headers of its own.
  overwrite: false,
} as const;

/** What no page of ours asks a browser for; a telephone's camera is reached through the file chooser. */
const NO_FEATURES = [
  'accelerometer',
  'camera',
  'displayCapture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
] as const;

const SECURE_ONLY = 'max-age=31536000; includeSubDomains';

/**
 * Headers of pages. A script runs when it carries the request's nonce or is imported by one that does; `'self'` is for
 * browsers that do not know `'strict-dynamic'`. Text becomes HTML or a script's address through the policies of
 * web/trusted-types.ts and Svelte's own alone.
 */
const pageHeaders = (https: boolean, widget: boolean) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: [NONCE, "'strict-dynamic'", "'self'", ...(widget ? [TURNSTILE_ORIGIN] : [])],
      ...(widget ? { frameSrc: [TURNSTILE_ORIGIN] } : {}),
      scriptSrcAttr: ["'none'"],
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
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: [
        ...['svelte-trusted-html', 'fanfare-prose', 'default'],
        ...(widget ? ['fanfare-turnstile'] : []),
      ],
    },
    permissionsPolicy: Object.fromEntries(NO_FEATURES.map((feature) => [feature, []])),
    strictTransportSecurity: https && SECURE_ONLY,
    ...everywhere,
  });

/** Headers of everything else: nothing in it may run, load or be framed, whatever a browser takes it for. */
const dataHeaders = (https: boolean) =>
  secureHeaders({
    contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    strictTransportSecurity: https && SECURE_ONLY,
    ...everywhere,
  });

// Made once, not for each request; browsers are told to insist on HTTPS only where it is spoken.
const made = {
  http: {
    page: pageHeaders(false, false),
    widget: pageHeaders(false, true),
    data: dataHeaders(false),
  },
  https: {
    page: pageHeaders(true, false),
    widget: pageHeaders(true, true),
    data: dataHeaders(true),
  },
};

function freshNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}

function headersFor(c: Context<AppEnv>): MiddlewareHandler<AppEnv> {
  const { page, widget, data } = made[c.env.FANFARE_ORIGIN.startsWith('https:') ? 'https' : 'http'];
  if (!c.res.headers.get('Content-Type')?.startsWith('text/html')) return data;
  // Cloudflare's widget is allowed in where it is in use, and nowhere else.
  return turnstileOf(c.env) ? widget : page;
}

const replied = () => Promise.resolve();

/**
 * Strict headers on every reply: pages, data, redirects, refusals and faults. The nonce is fresh for each request, and
 * read by the page renderer through `c.get('secureHeadersNonce')`.
 */
export const securityHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.set('secureHeadersNonce', freshNonce());
  await next();
  // An accepted WebSocket is no document, and its reply has immutable headers.
  if (c.res.status === 101) return;
  // So has one that another part of the platform refused; it is copied.
  if (isHandshake(c.req.raw)) c.res = new Response(c.res.body, c.res);
  // A reply that no helper of Hono's has made lacks it so far.
  c.res.headers.set('X-Request-Id', c.get('requestId'));
  // What says nothing of keeping is for this caller alone, and for now.
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'private, no-store');
  await headersFor(c)(c, replied);
};
