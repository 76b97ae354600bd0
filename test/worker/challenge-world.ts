import { env } from 'cloudflare:test';
import { expect } from 'vitest';
import { proofOf } from '../../bin/proof.ts';
import { issueChallenge, type Purpose } from '../../worker/abuse/challenge.ts';
import type { ChallengeReply } from '../../worker/wire/challenge.ts';
import type { Me } from '../../worker/wire/people.ts';
import { Caller } from './browser-like.ts';
import { loseMemory } from './engine-world.ts';

export interface ErrorReply {
  error: { code: string; message: string };
}

export async function newGuest(): Promise<Caller> {
  const caller = new Caller();
  expect((await caller.send('POST', '/api/session/guest')).status).toBe(204);
  return caller;
}

export async function personId(caller: Caller): Promise<string> {
  return (await caller.json<Me>('GET', '/api/me')).body.person?.id ?? '';
}

export async function solved(challenge: ChallengeReply): Promise<string> {
  if (challenge.kind !== 'work') throw new Error('not a proof of work');
  return proofOf(challenge.challenge);
}

/** A proof that somebody else would get; it is solved, and signed by this installation. */
export const proofFor = async (purpose: Purpose, nowMs = Date.now()) =>
  proofOf(await issueChallenge(env, purpose, 1, nowMs));

/** A rush of the last seconds, as a room that starts in the middle of it finds it on file. */
export async function rush(contest: string): Promise<void> {
  await env.DB.prepare(
    `WITH RECURSIVE act (seq) AS (SELECT 1000001 UNION ALL SELECT seq + 1 FROM act WHERE seq < 1012000)
     INSERT INTO act_trace (contest_id, seq, fan_id, at_ms) SELECT ?, seq, 'fan ' || seq, ? FROM act`,
  )
    .bind(contest, Date.now())
    .run();
  await loseMemory(contest);
}
