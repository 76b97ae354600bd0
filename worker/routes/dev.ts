import { Hono } from 'hono';
import { z } from 'zod';
import { advanceClock, beginInThePast, nowMs } from '../clock.ts';
import { rememberFormerGuest } from '../auth/former-guests.ts';
import { forgetGuest } from '../auth/guest-cookie.ts';
import type { AppEnv } from '../env.ts';
import { demoRoles, signInAsDemo } from '../services/demo-people.ts';
import { demoMails } from '../services/demo-mails.ts';
import { demoOnly } from './demo-only.ts';
import { oneLineName } from '../services/one-line-name.ts';
import { hasContests } from '../services/ownership.ts';
import { sweepSoon } from '../services/privacy.ts';
import { page } from './page.ts';
import { refuse } from './refusal.ts';
import { validJson } from './validation.ts';

const DemoSignIn = z.object({
  as: z.enum(['fan', 'brand', 'moderator', 'judge']),
  /** Makes a further person of that role; the same name is the same person. */
  name: oneLineName(1, 40).optional(),
});

const MAX_CLOCK_STEP_MS = 400 * 24 * 3600_000;

/**
 * A step of time forward, to try out a schedule without waiting for it. A step back is for an installation that
 * has no contest yet: its demo games are replayed from where they began.
 */
const ClockStep = z.object({ byMs: z.int().min(-MAX_CLOCK_STEP_MS).max(MAX_CLOCK_STEP_MS) });

const clockRefusal = {
  code: 'dev/CLOCK_RUNS_FORWARD',
  message:
    'Time runs forward only, once there is a contest. Start on an empty data folder instead.',
};

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
    const { person, userId, cookies } = await signInAsDemo(c.env, as, name);
    for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
    // The demo's staff are other people than whoever tries them out, who may decide as one of them on what they sent as a guest.
    if (as === 'fan') await rememberFormerGuest(c, userId);
    else forgetGuest(c);
    return c.json({ person });
  })
  .post('/dev/clock', demoOnly, validJson(ClockStep), async (c) => {
    const { byMs } = c.req.valid('json');
    if (byMs >= 0) advanceClock(byMs);
    else if (await hasContests(c.env)) return refuse(c, 409, clockRefusal);
    else beginInThePast(byMs);
    await sweepSoon(c.env);
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
