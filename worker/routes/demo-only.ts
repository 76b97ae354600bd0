import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../env.ts';

/** Anywhere but on a demo server these addresses are unknown ones: the app's own 404 answers. */
export const demoOnly = createMiddleware<AppEnv>(async (c, next) => {
  if (c.env.FANFARE_DEMO !== '1') return c.notFound();
  return next();
});
