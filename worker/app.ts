import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { version } from '../package.json';
import { originGate } from './abuse/origin-gate.ts';
import type { AppEnv } from './env.ts';
import { logFault } from './fault-log.ts';
import { asset } from './routes/assets.ts';
import { authRoutes } from './routes/auth.ts';
import { benchRoutes } from './routes/bench.ts';
import { jsonBodyLimit } from './routes/body-limit.ts';
import { brandRoutes } from './routes/brands.ts';
import { campaignRoutes } from './routes/campaigns.ts';
import { challengeRoutes } from './routes/challenges.ts';
import { coarseLimits } from './routes/coarse-limits.ts';
import { contestRoutes } from './routes/contests.ts';
import { deskRoutes } from './routes/desk.ts';
import { devRoutes } from './routes/dev.ts';
import { draftRoutes } from './routes/drafts.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { meRoutes } from './routes/me.ts';
import { mediaRoutes } from './routes/media.ts';
import { memberRoutes } from './routes/members.ts';
import { describeInterface } from './routes/openapi.ts';
import { page } from './routes/page.ts';
import { authPageRoutes } from './routes/pages/auth.ts';
import { deskPages } from './routes/pages/desk.ts';
import { fanPageRoutes } from './routes/pages/fan.ts';
import { studioPages } from './routes/pages/studio.ts';
import { privacyKeeper } from './routes/privacy-keeper.ts';
import { securityHeaders } from './routes/security-headers.ts';
import { sessionRoutes } from './routes/session.ts';
import { studioRoutes } from './routes/studio.ts';
import { DraftGone } from './services/drafts.ts';
import { errorBody, requestErrors } from './wire/errors.ts';

/** A caller's own id is too long at any length: it would stand in replies and in the log as they please. */
const ownRequestId = requestId({ limitLength: 0 });

export const app = new Hono<AppEnv>()
  .use(ownRequestId, securityHeaders, originGate, coarseLimits, jsonBodyLimit)
  .use('/api/*', privacyKeeper)
  .get('/api/health', (c) => c.json({ status: 'ok' as const, version: version }))
  .get('/assets/*', asset)
  .route('/', challengeRoutes)
  .route('/', sessionRoutes)
  .route('/', authRoutes)
  .route('/', meRoutes)
  .route('/', invitationRoutes)
  .route('/', devRoutes)
  .route('/', benchRoutes)
  .route('/', brandRoutes)
  .route('/', memberRoutes)
  .route('/', campaignRoutes)
  .route('/', studioRoutes)
  .route('/', draftRoutes)
  .route('/', mediaRoutes)
  .route('/', contestRoutes)
  .route('/', deskRoutes)
  .route('/', authPageRoutes)
  .route('/', fanPageRoutes)
  .route('/', studioPages)
  .route('/', deskPages)
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
  .onError(async (error, c) => {
    // Hono's own refusals, such as JSON that does not parse.
    if (error instanceof HTTPException && error.status < 500) {
      const message = requestErrors['request/INVALID'];
      return c.json(errorBody('request/INVALID', message, c.get('requestId')), error.status);
    }
    if (error instanceof DraftGone) return c.notFound();
    logFault({ requestId: c.get('requestId') }, error);
    const wantsPage = c.req.method === 'GET' && !c.req.path.startsWith('/api/');
    if (wantsPage && c.req.header('Accept')?.includes('text/html')) {
      const data = { requestId: c.get('requestId') };
      const content = { name: 'fan/error', title: 'Something went wrong', lang: 'en', data };
      // Where even that page cannot be rendered, the words alone must do.
      const rendered = await page(c, content, 500).catch(() => null);
      if (rendered) return rendered;
    }
    const message = requestErrors['server/FAULT'];
    return c.json(errorBody('server/FAULT', message, c.get('requestId')), 500);
  });

describeInterface(app, version);

/** The type from which the browser's client is inferred. */
export type Api = typeof app;
