import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { JSON_WITHIN_MS, within } from '../abuse/patience.ts';
import type { AppEnv } from '../env.ts';
import { requestErrors } from '../wire/errors.ts';
import { isDeeperThan, spellsTheImpossible } from './json-shape.ts';
import { refuse } from './refusal.ts';

/** A contest's settings are the largest JSON there is; D1 takes 2 MB a value. */
const MAX_JSON_BYTES = 512 * 1024;
/** The settings of a contest nest about eight deep; code that walks values runs out of stack at thousands. */
const MAX_JSON_DEPTH = 32;

type BodyRefusal = 'request/TOO_LARGE' | 'request/INVALID' | 'request/TOO_SLOW';

function refused(c: Context, code: BodyRefusal, status: 400 | 408 | 413) {
  return refuse(c, status, { code, message: requestErrors[code] });
}

const limit: MiddlewareHandler<AppEnv> = bodyLimit({
  maxSize: MAX_JSON_BYTES,
  onError: (c) => refused(c, 'request/TOO_LARGE', 413),
});

/** Refuses a shape that no schema of ours has, before anything walks it. Hono keeps the text for whoever reads it next. */
async function checkShape(c: Context<AppEnv>): Promise<Response | undefined> {
  const text = await c.req.text();
  return isDeeperThan(text, MAX_JSON_DEPTH) || spellsTheImpossible(text)
    ? refused(c, 'request/INVALID', 400)
    : undefined;
}

/** What is sent there is a file, whatever it is called, and read as it arrives (worker/media/bounded-body.ts). */
const TAKES_FILES = '/api/media';

/**
 * Bounds JSON bodies in size (chunked ones as they arrive), in time and in depth. Others are read by routes that bound them
 * themselves, or not read at all.
 */
export const jsonBodyLimit: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.path === TAKES_FILES || !/json/i.test(c.req.header('Content-Type') ?? ''))
    return next();
  let shape: Response | undefined;
  let arrived = false;
  let late = false;
  const arrival = Promise.withResolvers<void>();
  const handled = limit(c, async () => {
    shape = await checkShape(c);
    arrived = true;
    arrival.resolve();
    if (!shape && !late) await next();
  });
  const settle = () => arrival.resolve();
  handled.then(settle, settle);
  late = (await within(JSON_WITHIN_MS, arrival.promise)) === 'late';
  // Whatever still comes is read by nobody.
  if (late) return refused(c, 'request/TOO_SLOW', 408);
  try {
    return (await handled) ?? shape;
  } catch (error) {
    // Chunks that make no sense, or a connection that broke off: whoever sent them may still read this.
    if (!arrived) return refused(c, 'request/INVALID', 400);
    throw error;
  }
};
