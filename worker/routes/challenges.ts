import { Hono } from 'hono';
import { z } from 'zod';
import { limitAddressOf } from '../abuse/client-address.ts';
import { riskMarks } from '../abuse/risk-marks.ts';
import { personOf } from '../auth/session.ts';
import type { AppEnv } from '../env.ts';
import { actChallenge, sessionChallenge } from '../services/challenges.ts';
import { takeGuest } from '../services/request-budgets.ts';
import { SESSION_ACTION } from '../wire/challenge.ts';
import { takeReadOf } from './budgets.ts';
import { contestErrors } from './contest-errors.ts';
import { notFound } from './permit.ts';
import { refuse } from './refusal.ts';
import { tooMany } from './too-many.ts';
import { describe, validQuery } from './validation.ts';

const ChallengeQuery = z
  .object({
    contest: z.string().min(1).max(64).optional().meta({
      description:
        'For a session the contest that it is for, if any; name it again when becoming a guest',
    }),
    action: z
      .string()
      .regex(/^[\w.-]{1,64}$/)
      .meta({ description: `The action's type, or "${SESSION_ACTION}" for becoming a guest` }),
  })
  .refine(({ contest, action }) => contest !== undefined || action === SESSION_ACTION, {
    path: ['contest'],
    message: 'Name the contest.',
  });

const needed = z
  .boolean()
  .meta({ description: 'Whether the request would be refused without a proof right now' });

const Challenge = z.union([
  z.object({
    needed,
    kind: z.literal('work'),
    maxTries: z.int().meta({ description: 'Tries it takes at most; half as many on average' }),
    challenge: z
      .object({ parameters: z.looseObject({}), signature: z.string().optional() })
      .meta({ description: 'As altcha-lib’s solveChallenge takes it' }),
  }),
  z.object({
    needed,
    kind: z.literal('turnstile'),
    siteKey: z.string(),
    action: z.string(),
    cData: z.string(),
  }),
]);

/** What has to be solved before a session or a risky act: see docs/api-challenges.md. */
export const challengeRoutes = new Hono<AppEnv>().get(
  '/api/challenges',
  describe({
    summary:
      'A challenge for one purpose, to be sent solved in X-Fanfare-Proof where challenge/NEEDED was the answer',
    tags: ['people'],
    replies: {
      200: { description: 'To be solved within five minutes, and used once', schema: Challenge },
      401: 'Acts need a session first',
      404: 'No published contest by that id',
      429: 'Too many at once',
    },
  }),
  validQuery(ChallengeQuery),
  async (c) => {
    const { contest, action } = c.req.valid('query');
    const marks = { address: limitAddressOf(c), browserLike: riskMarks(c).browserLike };
    c.header('Cache-Control', 'no-store');
    if (contest === undefined || action === SESSION_ACTION) {
      const late = await takeGuest(c.env, marks.address);
      if (late) return tooMany(c, late);
      const given = await sessionChallenge(c.env, { ...marks, contestId: contest ?? null });
      return given ? c.json(given) : notFound(c);
    }
    const late = await takeReadOf(c, contest);
    if (late) return tooMany(c, late);
    const person = await personOf(c);
    const code = 'contest/NO_SESSION';
    if (!person) return refuse(c, 401, { code, message: contestErrors[code] });
    const challenge = await actChallenge(c.env, person, contest, action, marks);
    if (!challenge) return notFound(c);
    return 'status' in challenge ? tooMany(c, challenge) : c.json(challenge);
  },
);
