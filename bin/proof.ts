import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import {
  ASKS_FOR_PROOF,
  PROOF_HEADER,
  SESSION_ACTION,
  type ChallengeReply,
  type WorkChallenge,
} from '../worker/wire/challenge.ts';

/** Sends one request, with these headers beside whatever the program sends anyway. */
export type Send = (
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
) => Promise<Response>;

/** What a request has to prove a person for. */
export interface ProofPurpose {
  /** Null for becoming a guest without saying where. */
  contestId: string | null;
  action: string;
}

interface Act {
  action?: { type?: unknown };
}

/** Null for requests that never need a proof. */
export function purposeOf(path: string, body: unknown): ProofPurpose | null {
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  if (pathname === '/api/session/guest')
    return { contestId: searchParams.get('contest'), action: SESSION_ACTION };
  const [, contestId] = /^\/api\/contests\/([^/?]+)\/actions/.exec(path) ?? [];
  if (contestId === undefined) return null;
  const act = (typeof body === 'string' ? JSON.parse(body) : body) as Act | undefined;
  const type = act?.action?.type;
  return typeof type === 'string' ? { contestId, action: type } : null;
}

/** Solves a challenge; the text goes into the header X-Fanfare-Proof. */
export async function proofOf(challenge: WorkChallenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  if (!solution) throw new Error('the challenge was not solved in time');
  return btoa(JSON.stringify({ challenge, solution }));
}

async function askServer(send: Send, { contestId, action }: ProofPurpose): Promise<WorkChallenge> {
  const query = new URLSearchParams({ ...(contestId && { contest: contestId }), action });
  const reply = await send('GET', `/api/challenges?${query}`, {});
  if (!reply.ok) throw new Error(`no challenge: ${reply.status} ${await reply.text()}`);
  const given = (await reply.json()) as ChallengeReply;
  if (given.kind !== 'work') throw new Error('only people get past this server’s challenges');
  return given.challenge;
}

/** Proofs for one request: prices may rise while one is solved, but not for ever. */
const MOST_PROOFS = 3;

/**
 * Sends a request as the pages do: when a proof is asked for, gets a challenge, solves it and sends the same once more; again when a
 * fresh one is asked for.
 * See docs/api-challenges.md.
 */
export async function sendWithProof(
  send: Send,
  method: string,
  path: string,
  body?: unknown,
  challengeFor: (purpose: ProofPurpose) => Promise<WorkChallenge> = (purpose) =>
    askServer(send, purpose),
): Promise<Response> {
  let reply = await send(method, path, {}, body);
  const purpose = reply.status === 403 ? purposeOf(path, body) : null;
  if (!purpose) return reply;
  for (let proofs = 0; proofs < MOST_PROOFS && (await wantsProof(reply)); proofs++) {
    const proof = await proofOf(await challengeFor(purpose));
    reply = await send(method, path, { [PROOF_HEADER]: proof }, body);
  }
  return reply;
}

async function wantsProof(reply: Response): Promise<boolean> {
  if (reply.status !== 403) return false;
  const { error } = (await reply.clone().json()) as { error?: { code?: string } };
  return ASKS_FOR_PROOF.has(error?.code ?? '');
}
