import { Hono } from 'hono';
import { personOf } from '../auth/session.ts';
import type { AppEnv } from '../env.ts';
import { brandsOf } from '../services/brands.ts';
import type { Me } from '../wire/people.ts';
import { describe } from './validation.ts';

export const meRoutes = new Hono<AppEnv>().get(
  '/api/me',
  describe({
    summary: 'Who am I, and which brands do I work for',
    tags: ['people'],
    replies: { 200: 'The person of the cookies, or null' },
  }),
  async (c) => {
    const person = await personOf(c);
    const brands = person ? await brandsOf(c.env, person.id) : [];
    const { id, kind, email, name } = person ?? {};
    const me: Me = {
      person: id && kind ? { id, kind, email: email ?? null, name: name ?? null } : null,
      brands,
    };
    c.header('Cache-Control', 'private, no-store');
    return c.json(me);
  },
);
