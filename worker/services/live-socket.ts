import { notNow, type NotNow } from '../abuse/limit-refusals.ts';
import { nowMs } from '../clock.ts';
import type { Bindings } from '../env.ts';
import { BLOCK_HEADER, roomOf } from '../room/room-stub.ts';
import { contestFacts } from './contest-facts.ts';
import { blockKeyOf } from './request-budgets.ts';

/** Pages close all the time: it is worth asking again soon. */
const RETRY_AFTER_MS = 30_000;

/** Why a page cannot follow a contest over a socket at present. */
export type SocketRefused = NotNow & { status: 429 | 503 };

/**
 * Hands a WebSocket's handshake to the contest's room, or says that too many are open already; null when there is no published
 * contest by that id.
 */
export async function liveSocket(
  env: Bindings,
  contestId: string,
  request: Request,
  address: string | null,
): Promise<Response | SocketRefused | null> {
  if (!(await contestFacts(env, contestId))) return null;
  const headers = new Headers(request.headers);
  headers.delete(BLOCK_HEADER);
  if (address !== null) headers.set(BLOCK_HEADER, await blockKeyOf(env, address));
  const reply = await roomOf(env, contestId).fetch(new Request(request, { headers }));
  if (reply.status !== 429 && reply.status !== 503) return reply;
  const scope = reply.status === 429 ? 'block' : 'contest';
  const atMs = nowMs();
  return { status: reply.status, ...notNow('live', scope, atMs + RETRY_AFTER_MS, atMs) };
}
