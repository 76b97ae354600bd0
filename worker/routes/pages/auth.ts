import { Hono } from 'hono';
import type { AppEnv } from '../../env.ts';
import { brandsOf } from '../../services/brands.ts';
import { fanPage, safeNext, visitOf } from './visit.ts';

export const authPageRoutes = new Hono<AppEnv>()
  .get('/sign-in', async (c) => {
    const { visit } = await visitOf(c);
    const next = safeNext(c.req.query('next'));
    if (visit.signedIn) return c.redirect(next, 303);
    const demo = c.env.FANFARE_DEMO === '1';
    return fanPage(c, 'auth/sign-in', { visit, next, demo }, { title: 'Sign in · Fanfare' });
  })
  .get('/me', async (c) => {
    const { person, visit } = await visitOf(c);
    const brands = person ? await brandsOf(c.env, person.id) : [];
    const facts = person && {
      id: person.id,
      kind: person.kind,
      email: person.email,
      name: person.name,
    };
    const demo = c.env.FANFARE_DEMO === '1';
    return fanPage(
      c,
      'auth/me',
      { visit, person: facts, brands, demo },
      { title: 'You · Fanfare' },
    );
  });
