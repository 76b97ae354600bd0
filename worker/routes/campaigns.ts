import { Hono } from 'hono';
import type { AppEnv } from '../env.ts';
import { publishedCampaign, publishedCampaigns } from '../services/campaigns.ts';
import { notFound } from './permit.ts';
import { describe } from './validation.ts';

const tags = ['campaigns'];

/** Campaigns as everybody sees them. */
export const campaignRoutes = new Hono<AppEnv>()
  .get(
    '/api/campaigns',
    describe({
      summary: 'Published campaigns with their contests and stages, newest first',
      tags,
      replies: { 200: 'The campaigns' },
    }),
    async (c) => c.json({ campaigns: await publishedCampaigns(c.env) }),
  )
  .get(
    '/api/campaigns/:slug',
    describe({
      summary: 'One published campaign with its story',
      tags,
      replies: { 200: 'The campaign', 404: 'No published campaign at that address' },
    }),
    async (c) => {
      const campaign = await publishedCampaign(c.env, c.req.param('slug'));
      return campaign ? c.json(campaign) : notFound(c);
    },
  );
