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
  startedAtMs: number;
  sent: Promise<void>;
}

// A call to a Durable Object costs more than deciding an act, so acts that arrive while the call before is on its way
// travel together in the next. A lone request waits for nobody but itself.
const newest = new Map<string, Group>();
/** Acts in one call; more start a further one. */
const MAX_ACTS_A_CALL = 256;
/** Turns of the event loop for which a call waits while acts keep coming. */
const MOST_TURNS = 8;
/**
 * The request whose call others share may end at any moment, when its client hangs up, and the runtime then drops what it
 * had under way. Nobody trusts another request for longer than this.
 */
const TRUST_MS = 1_000;

/** Hands an act to its contest's room. Resolves after the commit; null when the contest is not published. */
export async function sendAct(
  env: Bindings,
  contestId: string,
  input: ActInput,
): Promise<ActOutput | null> {
  const done = Promise.withResolvers<ActOutput | null>();
  join(env, contestId, { input, done });
  const shared = await within(TRUST_MS, done.promise);
  if (shared.came) return shared.value;
  // Sent a second time at worst: the key makes that the same act.
  const [output] = await roomOf(env, contestId).act([input]);
  return output ?? null;
}

function join(env: Bindings, contestId: string, waiting: Waiting): void {
  const before = newest.get(contestId);
  const joinable = before?.open && before.waiting.length < MAX_ACTS_A_CALL;
  if (joinable && Date.now() - before.startedAtMs < TRUST_MS) {
    before.waiting.push(waiting);
    return;
  }
  const group: Group = {
    waiting: [waiting],
    open: true,
    startedAtMs: Date.now(),
    sent: Promise.resolve(),
  };
  group.sent = sendGroup(env, contestId, group, before?.sent);
  newest.set(contestId, group);
  waitUntil(group.sent);
}

async function sendGroup(
  env: Bindings,
  contestId: string,
  group: Group,
  before: Promise<void> | undefined,
): Promise<void> {
  if (before) await within(TRUST_MS, before);
  // Whatever already waits at the door comes along, and whoever comes in while they are let in.
  for (let turn = 0, waiting = 0; turn < MOST_TURNS && waiting < group.waiting.length; turn++) {
    waiting = group.waiting.length;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  group.open = false;
  try {
    const outputs = await roomOf(env, contestId).act(group.waiting.map((item) => item.input));
    group.waiting.forEach((item, index) => item.done.resolve(outputs[index] ?? null));
  } catch (error) {
    for (const item of group.waiting) item.done.reject(error);
  }
  if (newest.get(contestId) === group) newest.delete(contestId);
}

/** Waits for what another request brings, with a timer of its own: a request with nothing under way counts as hung. */
async function within<Value>(
  longestMs: number,
  promise: Promise<Value>,
): Promise<{ came: true; value: Value } | { came: false }> {
  // Not cleared: it ends with the request.
  const late = new Promise<{ came: false }>((resolve) => {
    setTimeout(() => resolve({ came: false }), longestMs);
  });
  return Promise.race([promise.then((value) => ({ came: true as const, value })), late]);
}
