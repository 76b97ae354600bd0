import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import { version } from '../package.json';
import type { AppEnv } from './env.ts';
import { asset } from './routes/assets.ts';
import { page } from './routes/page.ts';
import { securityHeaders } from './routes/security-headers.ts';
import { errorBody, requestErrors } from './wire/errors.ts';

export const app = new Hono<AppEnv>()
  .use(requestId(), securityHeaders)
  .get('/api/health', (c) => c.json({ status: 'ok' as const, version: version }))
  .get('/', (c) => page(c, { name: 'fan/home', title: 'Fanfare', lang: 'en', data: {} }))
  .get('/assets/*', asset)
  .notFound((c) => {
    const message = requestErrors['request/NOT_FOUND'];
    if (c.req.path.startsWith('/api/')) {
      return c.json(errorBody('request/NOT_FOUND', message, c.get('requestId')), 404);
    }
    return page(
      c,
      { name: 'fan/not-found', title: 'Not found', lang: 'en', data: { message } },
      404,
    );
  })
  .onError((error, c) => {
    console.error(
      JSON.stringify({ requestId: c.get('requestId'), fault: error.stack ?? error.message }),
    );
    const message = requestErrors['server/FAULT'];
    return c.json(errorBody('server/FAULT', message, c.get('requestId')), 500);
  });

/** The type from which the browser's client is inferred. */
export type Api = typeof app;
