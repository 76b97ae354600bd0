import type { Env, Hono, Schema } from 'hono';
import { openAPIRouteHandler } from 'hono-openapi';

/** Adds GET /api/openapi.json: the interface as the routes themselves describe and validate it. */
export function describeInterface<E extends Env, S extends Schema>(
  app: Hono<E, S, '/'>,
  version: string,
): void {
  app.get(
    '/api/openapi.json',
    openAPIRouteHandler(app, {
      documentation: {
        openapi: '3.1.0',
        info: {
          title: 'Fanfare',
          version,
          description: 'Campaigns, contests and their results. Times are UTC epoch milliseconds.',
        },
      },
      // Pages and the demo server's own routes are no part of it.
      exclude: [/^\/(?!api\/|media\/)/, /^\/api\/dev\//],
      defaultValidationErrorResponse: false,
    }),
  );
}
