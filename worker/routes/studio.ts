import { Hono } from 'hono';
import { z } from 'zod';
import { nowMs } from '../clock.ts';
import type { AppEnv } from '../env.ts';
import { contestTypeViews } from '../services/contest-types.ts';
import { createContest, draftView } from '../services/drafts.ts';
import { brandOfCampaign } from '../services/ownership.ts';
import { editCampaign, publishCampaign, studioCampaign } from '../services/studio-campaigns.ts';
import { isRefused } from '../services/studio-refusals.ts';
import { CampaignChanges, Title } from './campaign-fields.ts';
import { staff, verified } from './permit.ts';
import { refuse } from './refusal.ts';
import { describe, validJson } from './validation.ts';

const NewContest = z.strictObject({ type: z.string().min(1).max(64), title: Title });

const tags = ['studio'];

/** Campaigns as their staff see and change them. */
export const studioRoutes = new Hono<AppEnv>()
  .get(
    '/api/contest-types',
    describe({
      summary: 'Every contest type, with the JSON schema its form is made from',
      tags,
      replies: { 200: 'The types', 401: 'Not signed in' },
    }),
    verified,
    (c) => c.json(contestTypeViews(nowMs())),
  )
  .get(
    '/api/studio/campaigns/:id',
    describe({
      summary: 'A campaign of one’s brand, with all its contests',
      tags,
      replies: { 200: 'The campaign', 401: 'Not signed in', 404: 'No campaign of your brand' },
    }),
    staff('campaigns.read', brandOfCampaign),
    async (c) => c.json(await studioCampaign(c.env, c.req.param('id'), c.get('role'))),
  )
  .patch(
    '/api/studio/campaigns/:id',
    describe({
      summary: 'Change the campaign’s page; what is left out stays',
      tags,
      replies: { 200: 'The campaign', 400: 'Not valid', 403: 'Not with your role', 409: 'Refused' },
    }),
    staff('campaigns.edit', brandOfCampaign),
    validJson(CampaignChanges),
    async (c) => {
      const id = c.req.param('id');
      const edited = await editCampaign(c.env, c.get('brandId'), id, c.req.valid('json'));
      if (isRefused(edited)) return refuse(c, 409, edited);
      return c.json(await studioCampaign(c.env, id, c.get('role')));
    },
  )
  .post(
    '/api/studio/campaigns/:id/publish',
    describe({
      summary: 'Make the campaign’s page public; again changes nothing',
      tags,
      replies: { 200: 'The campaign', 403: 'Not with your role' },
    }),
    staff('campaigns.publish', brandOfCampaign),
    async (c) => {
      const id = c.req.param('id');
      await publishCampaign(c.env, id, nowMs());
      return c.json(await studioCampaign(c.env, id, c.get('role')));
    },
  )
  .post(
    '/api/studio/campaigns/:id/contests',
    describe({
      summary: 'Add a contest of a registered type, as a draft filled with the type’s defaults',
      tags,
      replies: { 201: 'The draft', 403: 'Not with your role', 409: 'No such type' },
    }),
    staff('campaigns.edit', brandOfCampaign),
    validJson(NewContest),
    async (c) => {
      const made = await createContest(c.env, c.req.param('id'), c.req.valid('json'), nowMs());
      if (isRefused(made)) return refuse(c, 409, made);
      return c.json(await draftView(c.env, made.id, c.get('role')), 201);
    },
  );
