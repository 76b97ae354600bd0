import { Hono } from 'hono';
import { z } from 'zod';
import type { AppEnv } from '../env.ts';
import { insertOneRow } from '../services/bench-insert.ts';
import { demoOnly } from './demo-only.ts';
import { validJson } from './validation.ts';

const Anything = z.looseObject({});

/** What `npm run bench` measures acts against, on the same server, through the same middleware and body parsing. */
export const benchRoutes = new Hono<AppEnv>()
  .post('/api/dev/bench/noop', demoOnly, validJson(Anything), (c) => c.json({ done: true }, 201))
  .post('/api/dev/bench/insert', demoOnly, validJson(Anything), async (c) => {
    await insertOneRow(c.env);
    return c.json({ done: true }, 201);
  });
