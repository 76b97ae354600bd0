import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { limitAddressOf } from '../abuse/client-address.ts';
import type { AppEnv } from '../env.ts';
import { changeRole, memberList, removeMember } from '../services/members.ts';
import { invite } from '../services/invitations.ts';
import { brandOf } from '../services/ownership.ts';
import { takeInvitation } from '../services/request-budgets.ts';
import { isRefused } from '../services/studio-refusals.ts';
import { notFound, staff } from './permit.ts';
import { refuse } from './refusal.ts';
import { tooMany } from './too-many.ts';
import { describe, validJson } from './validation.ts';

const BrandRole = z.enum(['owner', 'editor', 'moderator', 'judge']);
const NewMember = z.strictObject({
  email: z
    .email('This is not an e-mail address.')
    .max(254)
    .transform((email) => email.toLowerCase()),
  role: BrandRole,
});
const RoleChange = z.strictObject({ role: BrandRole });

const tags = ['studio'];

/** Who works for a brand. */
export const memberRoutes = new Hono<AppEnv>()
  .get(
    '/api/brands/:brandId/members',
    describe({
      summary: 'The team; addresses are shown to owners only',
      tags,
      replies: { 200: 'The team', 403: 'Not with your role', 404: 'No brand of yours' },
    }),
    staff('members.read', brandOf, 'brandId'),
    async (c) =>
      c.json(
        await memberList(c.env, c.get('brandId'), { person: c.get('person'), role: c.get('role') }),
      ),
  )
  .post(
    '/api/brands/:brandId/members',
    describe({
      summary: 'Invite somebody by address; they join when they accept',
      tags,
      replies: {
        201: 'Invited, whether or not the address has an account',
        403: 'Owners only',
        409: 'On the team already, or the team is full',
        429: 'Too many invitations',
      },
    }),
    staff('members.manage', brandOf, 'brandId'),
    validJson(NewMember),
    async (c) => {
      const [brandId, person, wanted] = [c.get('brandId'), c.get('person'), c.req.valid('json')];
      const context = c as unknown as Context<AppEnv>;
      const sender = { person: person.id, address: limitAddressOf(context) };
      const late = await takeInvitation(c.env, sender, { brandId, email: wanted.email });
      if (late) return tooMany(context, late);
      const invited = await invite(c.env, brandId, wanted, person, Date.now());
      return isRefused(invited) ? refuse(c, 409, invited) : c.json(invited, 201);
    },
  )
  .patch(
    '/api/brands/:brandId/members/:memberId',
    describe({
      summary: 'Give a member or an invitation another role',
      tags,
      replies: { 200: 'Changed', 403: 'Owners only', 404: 'Nobody by that id', 409: 'Last owner' },
    }),
    staff('members.manage', brandOf, 'brandId'),
    validJson(RoleChange),
    async (c) => {
      const { role } = c.req.valid('json');
      const changed = await changeRole(c.env, c.get('brandId'), c.req.param('memberId'), role);
      if (!changed) return notFound(c);
      return isRefused(changed) ? refuse(c, 409, changed) : c.json({ role });
    },
  )
  .delete(
    '/api/brands/:brandId/members/:memberId',
    describe({
      summary: 'Take somebody off the team, or an invitation back',
      tags,
      replies: { 204: 'Gone', 403: 'Owners only', 404: 'Nobody by that id', 409: 'Last owner' },
    }),
    staff('members.manage', brandOf, 'brandId'),
    async (c) => {
      const removed = await removeMember(c.env, c.get('brandId'), c.req.param('memberId'));
      if (!removed) return notFound(c);
      return isRefused(removed) ? refuse(c, 409, removed) : c.body(null, 204);
    },
  );
