import { Hono } from 'hono';
import { z } from 'zod';
import { nowMs } from '../clock.ts';
import type { AppEnv } from '../env.ts';
import { createBrand } from '../services/brands.ts';
import { oneLineName } from '../services/one-line-name.ts';
import { brandOf } from '../services/ownership.ts';
import { campaignsOfBrand, createCampaign, studioCampaign } from '../services/studio-campaigns.ts';
import { isRefused } from '../services/studio-refusals.ts';
import { Title, TimeZone } from './campaign-fields.ts';
import { staff, verified } from './permit.ts';
import { refuse } from './refusal.ts';
import { describe, validJson } from './validation.ts';

const NewBrand = z.strictObject({ name: oneLineName(2, 80) });
const NewCampaign = z.strictObject({ title: Title, timeZone: TimeZone.default('UTC') });

const tags = ['studio'];

/** Brands and the campaigns in them. */
export const brandRoutes = new Hono<AppEnv>()
  .post(
    '/api/brands',
    describe({
      summary: 'Found a brand; the caller becomes its owner',
      tags,
      replies: { 201: 'The brand', 401: 'Not signed in', 409: 'Too many' },
    }),
    verified,
    validJson(NewBrand),
    async (c) => {
      const brand = await createBrand(c.env, c.get('person').id, c.req.valid('json').name);
      return isRefused(brand) ? refuse(c, 409, brand) : c.json(brand, 201);
    },
  )
  .get(
    '/api/brands/:brandId/campaigns',
    describe({
      summary: 'A brand’s campaigns with their contests, drafts among them, newest first',
      tags,
      replies: { 200: 'The campaigns', 401: 'Not signed in', 404: 'No brand of yours' },
    }),
    staff('campaigns.read', brandOf, 'brandId'),
    async (c) => c.json(await campaignsOfBrand(c.env, c.get('brandId'), c.get('role'))),
  )
  .post(
    '/api/brands/:brandId/campaigns',
    describe({
      summary: 'Start a campaign; it is not public yet',
      tags,
      replies: { 201: 'The campaign', 403: 'Not with your role', 404: 'No brand of yours' },
    }),
    staff('campaigns.edit', brandOf, 'brandId'),
    validJson(NewCampaign),
    async (c) => {
      const made = await createCampaign(c.env, c.get('brandId'), c.req.valid('json'), nowMs());
      if (isRefused(made)) return refuse(c, 409, made);
      return c.json(await studioCampaign(c.env, made.id, c.get('role')), 201);
    },
  );
