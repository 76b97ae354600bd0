import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { version } from '../package.json';
import { originGate } from './abuse/origin-gate.ts';
import type { AppEnv } from './env.ts';
import { asset } from './routes/assets.ts';
import { authRoutes } from './routes/auth.ts';
import { devRoutes } from './routes/dev.ts';
import { meRoutes } from './routes/me.ts';
import { mediaRoutes } from './routes/media.ts';
import { page } from './routes/page.ts';
import { securityHeaders } from './routes/security-headers.ts';
import { sessionRoutes } from './routes/session.ts';
import { errorBody, requestErrors } from './wire/errors.ts';

export const app = new Hono<AppEnv>()
  .use(requestId(), securityHeaders, originGate)
  .get('/api/health', (c) => c.json({ status: 'ok' as const, version: version }))
  .get('/', (c) => page(c, { name: 'fan/home', title: 'Fanfare', lang: 'en', data: {} }))
  .get('/assets/*', asset)
  .route('/', sessionRoutes)
  .route('/', authRoutes)
  .route('/', meRoutes)
  .route('/', devRoutes)
  .route('/', mediaRoutes)
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
    // Hono's own refusals, such as JSON that does not parse.
    if (error instanceof HTTPException && error.status < 500) {
      const message = requestErrors['request/INVALID'];
      return c.json(errorBody('request/INVALID', message, c.get('requestId')), error.status);
    }
    console.error(
      JSON.stringify({ requestId: c.get('requestId'), fault: error.stack ?? error.message }),
    );
    const message = requestErrors['server/FAULT'];
    return c.json(errorBody('server/FAULT', message, c.get('requestId')), 500);
  });

/** The type from which the browser's client is inferred. */
export type Api = typeof app;
