import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { z } from 'zod';
import { advanceClock, nowMs } from '../clock.ts';
import type { AppEnv } from '../env.ts';
import { demoRoles, signInAsDemo } from '../services/demo-people.ts';
import { demoMails } from '../services/demo-mails.ts';
import { page } from './page.ts';
import { validJson } from './validation.ts';

/** Anywhere but on a demo server these addresses are unknown ones: the app's own 404 answers. */
const demoOnly = createMiddleware<AppEnv>(async (c, next) => {
  if (c.env.FANFARE_DEMO !== '1') return c.notFound();
  return next();
});

const DemoSignIn = z.object({
  as: z.enum(['fan', 'brand', 'moderator', 'judge']),
  /** Makes a further fan; the same name is the same person. */
  name: z.string().trim().min(1).max(40).optional(),
});

/** A step of time forward, to try out a schedule without waiting for it. */
const ClockStep = z.object({
  byMs: z
    .int()
    .min(0)
    .max(400 * 24 * 3600_000),
});

export const devRoutes = new Hono<AppEnv>()
  .get('/dev/sign-in', demoOnly, (c) =>
    page(c, {
      name: 'dev/sign-in',
      title: 'Demo sign-in',
      lang: 'en',
      data: { roles: demoRoles() },
    }),
  )
  .post('/dev/sign-in', demoOnly, validJson(DemoSignIn), async (c) => {
    const { as, name } = c.req.valid('json');
    const { person, cookies } = await signInAsDemo(c.env, as, name);
    for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
    return c.json({ person });
  })
  .post('/dev/clock', demoOnly, validJson(ClockStep), (c) => {
    advanceClock(c.req.valid('json').byMs);
    return c.json({ nowMs: nowMs() });
  })
  .get('/dev/mail', demoOnly, async (c) =>
    page(c, {
      name: 'dev/mail',
      title: 'Demo mail',
      lang: 'en',
      data: { mails: await demoMails(c.env) },
    }),
  )
  .get('/dev/mail.json', demoOnly, async (c) => c.json({ mails: await demoMails(c.env) }));
