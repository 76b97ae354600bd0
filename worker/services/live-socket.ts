import type { Bindings } from '../env.ts';
import { roomOf } from '../room/room-stub.ts';
import { contestFacts } from './contest-facts.ts';

/** Hands a WebSocket's handshake to the contest's room; null when there is no published contest by that id. */
export async function liveSocket(
  env: Bindings,
  contestId: string,
  request: Request,
): Promise<Response | null> {
  const facts = await contestFacts(env, contestId);
  return facts ? roomOf(env, contestId).fetch(request) : null;
}
