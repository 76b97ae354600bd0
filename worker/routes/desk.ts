import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { AppEnv } from '../env.ts';
import { deskClusters } from '../services/desk-clusters.ts';
import { deskReview } from '../services/desk-review.ts';
import { deskQueue } from '../services/desk.ts';
import { notFound, verified, type VerifiedEnv } from './permit.ts';
import { refuse } from './refusal.ts';
import { describe, validQuery } from './validation.ts';

const QueueQuery = z.object({
  status: z.enum(['pending', 'approved', 'refused']).default('pending'),
  group: z.string().max(64).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(60).default(24),
});

const refusals = {
  juryOnly: [403, 'desk/JURY_ONLY', 'The jury sees entries once they are approved.', 'status'],
  badCursor: [400, 'desk/BAD_CURSOR', 'That page is gone. Start from the first one.', 'cursor'],
} as const;

function refusedQueue(c: Context, status: keyof typeof refusals | 'notFound') {
  if (status === 'notFound') return notFound(c);
  const [httpStatus, code, message, field] = refusals[status];
  return refuse(c, httpStatus, { code, message, field });
}

const tags = ['desk'];

const clusters = {
  tags,
  replies: { 200: 'The clusters', 401: 'Not signed in', 404: 'No contest that you moderate' },
};

async function clustersReply(c: Context<VerifiedEnv>, contestId: string, again: boolean) {
  const reply = await deskClusters(c.env, contestId, c.get('person'), { again });
  if (!reply) return notFound(c);
  c.header('Cache-Control', 'private, no-store');
  return c.json(reply);
}

/** Where moderators and juries read; what they decide goes the way of every other act. */
export const deskRoutes = new Hono<AppEnv>()
  .get(
    '/api/contests/:id/queue',
    describe({
      summary: 'Entries for approval or for the jury, page by page',
      tags,
      replies: {
        200: 'A page',
        400: 'The page does not exist any more',
        401: 'Not signed in',
        403: 'Judges see approved entries only',
        404: 'No contest of your brand',
      },
    }),
    verified,
    validQuery(QueueQuery),
    async (c) => {
      const { id } = c.req.param();
      const reply = await deskQueue(c.env, id ?? '', c.get('person'), c.req.valid('query'));
      if (reply.status !== 'ok') return refusedQueue(c, reply.status);
      c.header('Cache-Control', 'private, no-store');
      return c.json(reply.page);
    },
  )
  .get(
    '/api/contests/:id/review',
    describe({
      summary: 'How the contest stands, for those who decide it',
      tags,
      replies: { 200: 'The review', 401: 'Not signed in', 404: 'No contest of your brand' },
    }),
    verified,
    async (c) => {
      const review = await deskReview(c.env, c.req.param('id'), c.get('person'));
      if (!review) return notFound(c);
      c.header('Cache-Control', 'private, no-store');
      return c.json(review);
    },
  )
  .get(
    '/api/contests/:id/clusters',
    describe({ summary: 'Votes in quarantine, and what became of earlier ones', ...clusters }),
    verified,
    (c) => clustersReply(c, c.req.param('id'), false),
  )
  .post(
    '/api/contests/:id/clusters/search',
    describe({
      summary: 'Look through the votes now, instead of a minute after they change',
      ...clusters,
    }),
    verified,
    (c) => clustersReply(c, c.req.param('id'), true),
  );
