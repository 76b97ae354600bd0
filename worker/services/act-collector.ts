import type { Bindings } from '../env.ts';
import { roomOf } from '../room/room-stub.ts';
import type { ActInput, ActOutput } from '../room/act.ts';

interface Waiting {
  input: ActInput;
  done: PromiseWithResolvers<ActOutput | null>;
}

// A call to a Durable Object costs more than deciding an act. Requests that arrive in the same turn of the event loop
// therefore travel in one call; alone, a request pays one turn of waiting.
const open = new Map<string, Waiting[]>();
/** Acts in one call; more start a further one. */
const MAX_ACTS_A_CALL = 256;

/** Hands an act to its contest's room. Resolves after the commit; null when the contest is not published. */
export async function sendAct(
  env: Bindings,
  contestId: string,
  input: ActInput,
): Promise<ActOutput | null> {
  const done = Promise.withResolvers<ActOutput | null>();
  const waiting = open.get(contestId);
  if (waiting && waiting.length < MAX_ACTS_A_CALL) {
    waiting.push({ input, done });
    return done.promise;
  }
  const group: Waiting[] = [{ input, done }];
  open.set(contestId, group);
  await new Promise((resolve) => setTimeout(resolve, 0));
  if (open.get(contestId) === group) open.delete(contestId);
  try {
    const outputs = await roomOf(env, contestId).act(group.map((item) => item.input));
    group.forEach((item, index) => item.done.resolve(outputs[index] ?? null));
  } catch (error) {
    for (const item of group) item.done.reject(error);
  }
  return done.promise;
}
