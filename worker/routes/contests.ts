import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { limitAddressOf } from '../abuse/client-address.ts';
import { isHandshake } from '../abuse/origin-gate.ts';
import { requestMarks } from '../abuse/request-marks.ts';
import { riskMarks } from '../abuse/risk-marks.ts';
import { personOf } from '../auth/session.ts';
import type { AppEnv } from '../env.ts';
import { act, type ActResult } from '../services/contest-acts.ts';
import { contestDetail, entriesPage } from '../services/contest-reading.ts';
import { standingsPage } from '../services/contest-standings.ts';
import { publicLedger } from '../services/ledger-export.ts';
import { liveSocket } from '../services/live-socket.ts';
import { requestErrors } from '../wire/errors.ts';
import { limitLedgers, limitReads } from './budgets.ts';
import { contestErrors } from './contest-errors.ts';
import { notFound } from './permit.ts';
import { refuse, type RefusedRequest } from './refusal.ts';
import { describe, validJson, validQuery } from './validation.ts';

const ActBody = z.strictObject({
  key: z
    .string()
    .min(8)
    .max(64)
    .regex(/^[\w-]+$/)
    .meta({ description: 'Fresh for each act, best a UUID version 7; the same on a retry' }),
  action: z.looseObject({ type: z.string().min(1).max(64) }),
});

/** Entries in one reply. */
const MOST_ENTRIES = 60;

const EntriesQuery = z.object({
  group: z.string().max(64).optional(),
  sort: z.enum(['new', 'top', 'shuffle']).default('shuffle'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(MOST_ENTRIES).default(24),
  ids: z
    .string()
    .regex(/^[\w-]{1,64}(,[\w-]{1,64})*$/)
    .transform((ids) => ids.split(','))
    .pipe(z.array(z.string()).max(MOST_ENTRIES))
    .optional()
    .meta({ description: 'Only these, separated by commas, in this order' }),
});

const StandingsQuery = z.object({
  group: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional().meta({
    description:
      'Rows of each group. A reply holds 1,000: where no group is named, all groups share them',
  }),
});

type ContestContext = Context<AppEnv>;

/** The path's contest id; every route here has one. */
function contestId(c: Context): string {
  return c.req.param('id') ?? '';
}

function refused(
  c: ContestContext,
  code: keyof typeof contestErrors,
  status: 400 | 401 | 409 | 422,
) {
  return refuse(c, status, { code, message: contestErrors[code] });
}

/** Refusals of the rules are conflicts; others are about the moment, or about who sent the act. */
function statusOf(code: string): 403 | 409 | 429 {
  if (code.startsWith('challenge/')) return 403;
  return code === 'core/BUSY' || code.startsWith('limits/') ? 429 : 409;
}

/** Turns the outcome of an act into its reply. */
function actReply(c: ContestContext, result: ActResult) {
  switch (result.status) {
    case 'accepted':
      return c.json({ receipt: result.receipt, mine: result.mine }, 201);
    case 'replayed':
      return c.json({ receipt: result.receipt, mine: result.mine }, 200);
    case 'keyConflict':
      return refused(c, 'contest/KEY_REUSED', 422);
    case 'notFound':
      return notFound(c);
    case 'invalid':
      return refuse(c, 400, {
        code: 'request/INVALID',
        message: requestErrors['request/INVALID'],
        field: result.field,
      });
    case 'refused': {
      const refusal: RefusedRequest = result;
      return refuse(c, statusOf(result.code), refusal);
    }
  }
}

/** Contests as fans, moderators and juries reach them: reading, acting, checking. */
export const contestRoutes = new Hono<AppEnv>()
  .get(
    '/api/contests/:id',
    describe({
      summary: 'A contest: stage, schedule, frozen rules, the board, the caller’s own view',
      tags: ['contests'],
      replies: { 200: 'The contest', 404: 'No published contest by that id', 429: 'Not now' },
    }),
    limitReads,
    async (c) => {
      const detail = await contestDetail(c.env, contestId(c), await personOf(c));
      if (!detail) return notFound(c);
      c.header('Cache-Control', 'no-store');
      return c.json(detail);
    },
  )
  .post(
    '/api/contests/:id/actions',
    describe({
      summary: 'Act in a contest',
      tags: ['contests'],
      replies: {
        200: 'The same act again: its first receipt',
        201: 'Accepted and committed',
        401: 'No session',
        403: 'A solved challenge for this action is needed in X-Fanfare-Proof, or the one sent is not accepted',
        409: 'Refused by the rules',
        422: 'The key was used for something else',
        429: 'Not now',
      },
    }),
    validJson(ActBody),
    async (c) => {
      const person = await personOf(c);
      if (!person) return refused(c, 'contest/NO_SESSION', 401);
      const marks = { ...requestMarks(c), ...riskMarks(c) };
      return actReply(c, await act(c.env, person, contestId(c), c.req.valid('json'), marks));
    },
  )
  .get(
    '/api/contests/:id/entries',
    describe({
      summary: 'The gallery of approved entries, page by page',
      tags: ['contests'],
      replies: { 200: 'A page', 409: 'Votes are not visible yet', 429: 'Not now' },
    }),
    limitReads,
    validQuery(EntriesQuery),
    async (c) => {
      const reply = await entriesPage(c.env, contestId(c), await personOf(c), c.req.valid('query'));
      if (reply.status === 'notFound') return notFound(c);
      if (reply.status === 'badCursor') return refused(c, 'contest/BAD_CURSOR', 400);
      if (reply.status === 'votesHidden') return refused(c, 'contest/STANDINGS_HIDDEN', 409);
      return c.json(reply.page);
    },
  )
  .get(
    '/api/contests/:id/standings',
    describe({
      summary: 'Standings, once they may be seen',
      tags: ['contests'],
      replies: { 200: 'Standings by group', 409: 'Not visible yet', 429: 'Not now' },
    }),
    limitReads,
    validQuery(StandingsQuery),
    async (c) => {
      const query = c.req.valid('query');
      const reply = await standingsPage(c.env, contestId(c), await personOf(c), query);
      if (reply.status === 'notFound') return notFound(c);
      if (reply.status === 'hidden') return refused(c, 'contest/STANDINGS_HIDDEN', 409);
      return c.json({ standings: reply.standings });
    },
  )
  .get(
    '/api/contests/:id/ledger',
    describe({
      summary:
        'The ledger as NDJSON: headers while the contest runs, all events once the result is announced',
      tags: ['contests'],
      replies: { 200: 'application/x-ndjson, see docs/ledger.md', 429: 'Not now' },
    }),
    limitReads,
    limitLedgers,
    async (c) => {
      const ledger = await publicLedger(c.env, contestId(c));
      if (!ledger) return notFound(c);
      return c.body(ledger.lines, 200, {
        'Content-Type': 'application/x-ndjson; charset=utf-8',
        'Content-Disposition': `attachment; filename="${ledger.slug}-ledger.ndjson"`,
        'Cache-Control': 'no-store',
      });
    },
  )
  .get('/api/contests/:id/live', limitReads, async (c) => {
    // A HEAD request comes here too, and has no use for a socket.
    if (c.req.method !== 'GET' || !isHandshake(c.req.raw)) return notFound(c);
    const reply = await liveSocket(c.env, contestId(c), c.req.raw, limitAddressOf(c));
    if (!reply) return notFound(c);
    return reply instanceof Response ? reply : refuse(c, reply.status, reply);
  });
