import { Hono } from 'hono';
import type { AppEnv } from '../env.ts';
import { acceptInvitation, declineInvitation, invitationsFor } from '../services/invitations.ts';
import type { InvitationList } from '../wire/people.ts';
import { notFound, verified } from './permit.ts';
import { describe } from './validation.ts';

const tags = ['people'];

/** Invitations to teams, as whoever was invited answers them. */
export const invitationRoutes = new Hono<AppEnv>()
  .get(
    '/api/me/invitations',
    describe({
      summary: 'Brands that ask me to join their team',
      tags,
      replies: { 200: 'Open invitations to my address', 401: 'Not signed in' },
    }),
    verified,
    async (c) => {
      const list: InvitationList = {
        invitations: await invitationsFor(c.env, c.get('person'), Date.now()),
      };
      c.header('Cache-Control', 'private, no-store');
      return c.json(list);
    },
  )
  .post(
    '/api/me/invitations/:id/accept',
    describe({
      summary: 'Join the team',
      tags,
      replies: {
        200: 'A member now; the brand and the role',
        401: 'Not signed in',
        404: 'No open invitation of yours',
      },
    }),
    verified,
    async (c) => {
      const { id } = c.req.param();
      const joined = await acceptInvitation(c.env, c.get('person'), id, Date.now());
      return joined ? c.json(joined) : notFound(c);
    },
  )
  .delete(
    '/api/me/invitations/:id',
    describe({
      summary: 'Decline; the invitation is gone',
      tags,
      replies: { 204: 'Gone', 401: 'Not signed in', 404: 'No open invitation of yours' },
    }),
    verified,
    async (c) => {
      const { id } = c.req.param();
      const declined = await declineInvitation(c.env, c.get('person'), id, Date.now());
      return declined ? c.body(null, 204) : notFound(c);
    },
  );
