import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { forgetDevice } from '../auth/device-cookie.ts';
import { forgetGuest } from '../auth/guest-cookie.ts';
import { forgetAccount, personOf } from '../auth/session.ts';
import { signInErrors } from '../auth/sign-in-errors.ts';
import { signOut } from '../auth/sign-out.ts';
import type { AppEnv } from '../env.ts';
import { brandsOf } from '../services/brands.ts';
import { INERT_POLICY } from '../media/serve-variant.ts';
import { deletePerson, exportPerson, ownOriginal } from '../services/privacy.ts';
import type { Me } from '../wire/people.ts';
import { takeOwnDataOf } from './budgets.ts';
import { coarseLimit } from './coarse-limits.ts';
import { notFound } from './permit.ts';
import { refuse } from './refusal.ts';
import { tooMany } from './too-many.ts';
import { describe, validJson } from './validation.ts';

const Confirmation = z.object({
  confirmation: z.string().max(300).meta({
    description: 'The e-mail address of the account; for a guest the word "delete"',
  }),
});

function nobody(c: Context<AppEnv>) {
  const code = 'auth/SIGN_IN_NEEDED';
  return refuse(c, 401, { code, message: signInErrors[code] });
}

export const meRoutes = new Hono<AppEnv>()
  .get(
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
  )
  .get(
    '/api/me/export',
    describe({
      summary: 'Everything that is stored about me, as a file',
      tags: ['people'],
      replies: {
        200: 'JSON to keep: account, sessions, brands, mails, uploads, and what I did in every contest',
        401: 'Neither an account nor a guest',
        429: 'Too many at once',
      },
    }),
    coarseLimit('LIMIT_SIGNIN'),
    async (c) => {
      const person = await personOf(c);
      if (!person) return nobody(c);
      const late = await takeOwnDataOf(c, person);
      if (late) return tooMany(c, late);
      c.header('Cache-Control', 'private, no-store');
      c.header('Content-Disposition', 'attachment; filename="fanfare-my-data.json"');
      c.header('Content-Type', 'application/json; charset=utf-8');
      // People read it.
      return c.body(JSON.stringify(await exportPerson(c.env, person, Date.now()), null, 2));
    },
  )
  .get(
    '/api/me/originals/:id',
    describe({
      summary: 'A photograph as I sent it, as a file',
      tags: ['people'],
      replies: {
        200: 'The file, bytes unchanged; its address stands in GET /api/me/export',
        401: 'Neither an account nor a guest',
        404: 'Not sent by you, or erased',
      },
    }),
    async (c) => {
      const person = await personOf(c);
      if (!person) return nobody(c);
      const original = await ownOriginal(c.env, person, c.req.param('id'));
      if (!original) return notFound(c);
      // Foreign bytes: kept by the browser, never shown by it.
      return c.body(original.body, 200, {
        'Cache-Control': 'private, no-store',
        'Content-Disposition': `attachment; filename="${original.fileName}"`,
        'Content-Length': String(original.sizeBytes),
        'Content-Type': 'application/octet-stream',
        'Content-Security-Policy': INERT_POLICY,
        'Cross-Origin-Resource-Policy': 'same-origin',
      });
    },
  )
  .delete(
    '/api/me',
    describe({
      summary:
        'Forget me: my account, texts and pictures; ledgers keep pseudonyms that lead nowhere',
      tags: ['people'],
      replies: {
        200: 'Forgotten; the cookies are gone too',
        401: 'Neither an account nor a guest',
        409: 'A brand would be left without an owner',
        422: 'Not confirmed',
        429: 'Too many at once',
      },
    }),
    coarseLimit('LIMIT_SIGNIN'),
    validJson(Confirmation),
    async (c) => {
      const person = await personOf(c);
      if (!person) return nobody(c);
      const late = await takeOwnDataOf(c, person);
      if (late) return tooMany(c, late);
      const { confirmation } = c.req.valid('json');
      const done = await deletePerson(c.env, person, confirmation, Date.now());
      if (!done.ok) return refuse(c, done.code === 'me/LAST_OWNER' ? 409 : 422, done);
      forgetAccount(person.id);
      await signOut(c);
      forgetGuest(c);
      forgetDevice(c);
      return c.json({ success: true as const });
    },
  );
