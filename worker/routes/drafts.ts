import { Hono } from 'hono';
import { z } from 'zod';
import { nowMs } from '../clock.ts';
import type { AppEnv } from '../env.ts';
import { deleteDraft, draftView, editDraft } from '../services/drafts.ts';
import { brandOfContest } from '../services/ownership.ts';
import { publishContest } from '../services/publication.ts';
import { isRefused } from '../services/studio-refusals.ts';
import { errorBody } from '../wire/errors.ts';
import { Title } from './campaign-fields.ts';
import { staff } from './permit.ts';
import { refuse } from './refusal.ts';
import { describe, validJson } from './validation.ts';

/** Drafts may be incomplete, so that only their outline is checked here; what is missing comes back as `issues`. */
const DraftChanges = z.strictObject({
  title: Title.optional(),
  config: z.record(z.string(), z.unknown()).optional(),
  secrets: z.record(z.string(), z.unknown()).optional(),
});

const tags = ['studio'];

/** A contest before its rules freeze. */
export const draftRoutes = new Hono<AppEnv>()
  .get(
    '/api/contests/:id/draft',
    describe({
      summary: 'The draft, with everything that is in the way of publishing it',
      tags,
      replies: { 200: 'The draft', 401: 'Not signed in', 404: 'No contest of your brand' },
    }),
    staff('campaigns.edit', brandOfContest),
    async (c) => {
      c.header('Cache-Control', 'private, no-store');
      return c.json(await draftView(c.env, c.req.param('id'), c.get('role')));
    },
  )
  .patch(
    '/api/contests/:id/draft',
    describe({
      summary: 'Save the draft, complete or not; the reply lists what is missing',
      tags,
      replies: { 200: 'The draft as saved', 403: 'Not with your role', 409: 'Published already' },
    }),
    staff('campaigns.edit', brandOfContest),
    validJson(DraftChanges),
    async (c) => {
      const id = c.req.param('id');
      const edited = await editDraft(c.env, id, c.req.valid('json'));
      if (isRefused(edited)) return refuse(c, 409, edited);
      c.header('Cache-Control', 'private, no-store');
      return c.json(await draftView(c.env, id, c.get('role')));
    },
  )
  .delete(
    '/api/contests/:id/draft',
    describe({
      summary: 'Throw the draft away',
      tags,
      replies: { 204: 'Gone', 403: 'Not with your role', 409: 'Published already' },
    }),
    staff('campaigns.edit', brandOfContest),
    async (c) => {
      const deleted = await deleteDraft(c.env, c.req.param('id'));
      return isRefused(deleted) ? refuse(c, 409, deleted) : c.body(null, 204);
    },
  )
  .post(
    '/api/contests/:id/publish',
    describe({
      summary: 'Freeze the rules and open the contest; its campaign becomes public with it',
      tags,
      replies: {
        200: 'Published, now or before',
        403: 'Not with your role',
        409: 'Changed meanwhile',
        422: 'Incomplete: the reply lists every issue beside the error',
      },
    }),
    staff('campaigns.publish', brandOfContest),
    async (c) => {
      const id = c.req.param('id');
      const result = await publishContest(c.env, id, nowMs());
      if (!('ok' in result)) return c.json(await draftView(c.env, id, c.get('role')));
      if (!('issues' in result)) return refuse(c, 409, result);
      const { code, message, field, issues } = result;
      return c.json({ ...errorBody(code, message, c.get('requestId'), field), issues }, 422);
    },
  );
