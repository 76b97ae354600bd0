import { Hono } from 'hono';
import type { AppEnv } from '../../env.ts';
import { brandsOf } from '../../services/brands.ts';
import { invitationsFor } from '../../services/invitations.ts';
import { page } from '../page.ts';
import { keepPrivate } from './staff.ts';
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
    const invited = person ? (await invitationsFor(c.env, person, Date.now())).length : 0;
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
      { visit, person: facts, brands, invited, demo },
      { title: 'You · Fanfare' },
    );
  })
  .get('/invitations', async (c) => {
    const { person, visit } = await visitOf(c);
    if (!person?.email) return c.redirect('/sign-in?next=/invitations', 303);
    const data = {
      visit,
      email: person.email,
      invitations: await invitationsFor(c.env, person, Date.now()),
    };
    keepPrivate(c);
    return page(c, {
      name: 'auth/invitations',
      title: 'Invitations · Fanfare',
      lang: 'en',
      data,
    });
  });
