import { waitUntil } from 'cloudflare:workers';
import type { Bindings } from '../env.ts';
import type { ActInput, ActOutput } from '../room/act.ts';
import { roomOf } from '../room/room-stub.ts';

interface Waiting {
  input: ActInput;
  done: PromiseWithResolvers<ActOutput | null>;
}

/** Acts that travel in one call. `sent` settles, never failing, once its reply is there. */
interface Group {
  waiting: Waiting[];
  open: boolean;
  sent: Promise<void>;
}

// A call to a Durable Object costs more than deciding an act, so acts that arrive while the call before is on its way
// travel together in the next. A lone request waits for nobody but itself.
const newest = new Map<string, Group>();
/** Acts in one call; more start a further one. */
const MAX_ACTS_A_CALL = 256;

/** Hands an act to its contest's room. Resolves after the commit; null when the contest is not published. */
export function sendAct(
  env: Bindings,
  contestId: string,
  input: ActInput,
): Promise<ActOutput | null> {
  const done = Promise.withResolvers<ActOutput | null>();
  const before = newest.get(contestId);
  if (before?.open && before.waiting.length < MAX_ACTS_A_CALL) {
    before.waiting.push({ input, done });
    return ownWait(done);
  }
  const group: Group = { waiting: [{ input, done }], open: true, sent: Promise.resolve() };
  group.sent = sendGroup(env, contestId, group, before?.sent);
  newest.set(contestId, group);
  // Others hang on this request's call: it must go on even when this request's own client has gone.
  waitUntil(group.sent);
  return ownWait(done);
}

async function sendGroup(
  env: Bindings,
  contestId: string,
  group: Group,
  before: Promise<void> | undefined,
): Promise<void> {
  await before;
  // Whatever already waits at the door comes along.
  await new Promise((resolve) => setTimeout(resolve, 0));
  group.open = false;
  try {
    const outputs = await roomOf(env, contestId).act(group.waiting.map((item) => item.input));
    group.waiting.forEach((item, index) => item.done.resolve(outputs[index] ?? null));
  } catch (error) {
    for (const item of group.waiting) item.done.reject(error);
  }
  if (newest.get(contestId) === group) newest.delete(contestId);
}

/** No act takes longer; whoever waits for more is told so, instead of waiting for ever. */
const LONGEST_WAIT_MS = 30_000;

/**
 * Waits for what another request's call brings. The runtime cancels a request that waits with nothing of its own under
 * way ("your Worker's code had hung"), so each has a timer of its own while it waits.
 */
async function ownWait<Value>(done: PromiseWithResolvers<Value>): Promise<Value> {
  const timer = setTimeout(() => {
    done.reject(new Error('the room did not answer'));
  }, LONGEST_WAIT_MS);
  try {
    return await done.promise;
  } finally {
    clearTimeout(timer);
  }
}
