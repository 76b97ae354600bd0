import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import {
  PROOF_HEADER,
  SESSION_ACTION,
  type ChallengeReply,
  type WorkChallenge,
} from '../worker/wire/challenge.ts';

/** Sends one request with these headers added to whatever the program sends anyway. */
export type Send = (
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
) => Promise<Response>;

/** Solves a challenge; the text goes into the header X-Fanfare-Proof. */
export async function proofOf(challenge: WorkChallenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  if (!solution) throw new Error('the challenge was not solved in time');
  return btoa(JSON.stringify({ challenge, solution }));
}

interface Act {
  action?: { type?: unknown };
}

/** Where the challenge for a request comes from; null for requests that never need one. */
export function challengePath(path: string, body: unknown): string | null {
  if (path.startsWith('/api/session/guest')) return `/api/challenges?action=${SESSION_ACTION}`;
  const [, contest] = /^\/api\/contests\/([^/?]+)\/actions/.exec(path) ?? [];
  const act = (typeof body === 'string' ? JSON.parse(body) : body) as Act | undefined;
  const type = act?.action?.type;
  if (contest === undefined || typeof type !== 'string') return null;
  return `/api/challenges?contest=${contest}&action=${encodeURIComponent(type)}`;
}

/**
 * Sends a request as the pages do: when a proof is asked for, gets a challenge, solves it and sends the same once more.
 * docs/api-challenges.md
 */
export async function sendWithProof(
  send: Send,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  const reply = await send(method, path, {}, body);
  if (reply.status !== 403) return reply;
  const from = challengePath(path, body);
  const { error } = (await reply.clone().json()) as { error?: { code?: string } };
  if (from === null || error?.code !== 'challenge/NEEDED') return reply;
  const given = await send('GET', from, {});
  if (!given.ok) return given;
  const challenge = (await given.json()) as ChallengeReply;
  if (challenge.kind !== 'work') throw new Error('only people get past this server’s challenges');
  return send(method, path, { [PROOF_HEADER]: await proofOf(challenge.challenge) }, body);
}
