import { createChallenge, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey as derivePbkdf2 } from 'altcha-lib/algorithms/web/pbkdf2';
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { deriveKey } from '../auth/keys.ts';
import type { Installation } from '../installation.ts';
import type { WorkChallenge } from '../wire/challenge.ts';
import { UNREADABLE } from './address-header.ts';
import { refuseProof, type ProofRefused } from './challenge-refusals.ts';
import { addressBlock } from './network.ts';

type Env = Pick<Installation, 'FANFARE_SECRET'>;

/** What a challenge is for. A proof for one purpose is none for another. */
export interface Purpose {
  /** For becoming a guest the contest that it is for, or null. */
  contestId: string | null;
  /** Type of the action, or SESSION_ACTION. */
  action: string;
  /** Id of the guest or user who acts; null for somebody who is not yet one. */
  personId: string | null;
  /** Of somebody who is not yet anybody: the address, as limits count it. Their address block must solve it itself. */
  address?: string | null;
}

/** Long enough for a slow phone at the highest cost and a look at something else; too short for hoarding. */
export const CHALLENGE_LIFETIME_MS = 5 * 60_000;

/** A try takes about half a millisecond of a server's core, so that issuing one costs no more than that. */
const ITERATIONS = 2_000;

const ALGORITHM = 'PBKDF2/SHA-256';

/** Both keys of the library, which wants them as text. */
function keys(env: Env) {
  const text = (purpose: string) => Buffer.from(deriveKey(env, purpose)).toString('base64url');
  return {
    hmacSignatureSecret: text('challenge'),
    hmacKeySignatureSecret: text('challenge-answer'),
  };
}

/** Whose the challenge is: a person's id, or the address block of somebody who has none; '' where neither is known. */
function holder({ personId, address = null }: Purpose): string {
  if (personId !== null) return personId;
  return address === null || address === UNREADABLE ? '' : `block ${addressBlock(address)}`;
}

/** Names a purpose's session without telling anybody else whose it is. */
function sessionMark(env: Env, purpose: Purpose): string {
  const whose = holder(purpose);
  if (whose === '') return '';
  const key = deriveKey(env, 'challenge-session');
  return createHmac('sha256', key).update(whose).digest('base64url').slice(0, 22);
}

/** Ties all of a purpose together in one text of 43 characters, for proofs that others verify. */
export function purposeMark(env: Env, purpose: Purpose): string {
  const text = JSON.stringify([purpose.contestId, purpose.action, holder(purpose)]);
  return createHmac('sha256', deriveKey(env, 'challenge-session')).update(text).digest('base64url');
}

/**
 * A signed challenge that takes up to `maxTries` tries. The number that solves it is drawn evenly from all of them, so that
 * neither starting elsewhere nor giving up and asking for another one saves work.
 */
export async function issueChallenge(
  env: Env,
  purpose: Purpose,
  maxTries: number,
  nowMs: number,
): Promise<WorkChallenge> {
  return createChallenge({
    algorithm: ALGORITHM,
    cost: ITERATIONS,
    counter: randomInt(maxTries, 1) - 1,
    deriveKey: derivePbkdf2,
    expiresAt: new Date(nowMs + CHALLENGE_LIFETIME_MS),
    data: {
      contest: purpose.contestId ?? '',
      action: purpose.action,
      session: sessionMark(env, purpose),
      maxTries,
    },
    ...keys(env),
  });
}

const Proof = z.object({
  challenge: z.strictObject({
    parameters: z.strictObject({
      algorithm: z.literal(ALGORITHM),
      nonce: z.string(),
      salt: z.string(),
      cost: z.number(),
      keyLength: z.number(),
      keyPrefix: z.string(),
      keySignature: z.string(),
      expiresAt: z.number(),
      data: z.strictObject({
        contest: z.string(),
        action: z.string(),
        session: z.string(),
        maxTries: z.number(),
      }),
    }),
    signature: z.string(),
  }),
  solution: z.object({
    counter: z.number(),
    derivedKey: z.string(),
    time: z.number().optional(),
  }),
});
export type Proof = z.infer<typeof Proof>;

/** The longest proof that is looked at. */
const MOST_CHARACTERS = 4_000;

/** A header's proof of work (base64 of JSON, as ALTCHA's widgets send it), or null when it is something else. */
export function parseProof(header: string): Proof | null {
  if (header.length > MOST_CHARACTERS) return null;
  try {
    return Proof.safeParse(JSON.parse(atob(header))).data ?? null;
  } catch {
    return null;
  }
}

/** A proof that solves a challenge of ours for its purpose. */
export interface CheckedProof {
  ok: true;
  id: string;
  expiresAtMs: number;
  /** What it was to cost when it was issued. */
  maxTries: number;
}

/** Checks a proof against what it is meant for. Whether it was used before is for the replay store to say. */
export async function checkProof(
  env: Env,
  { challenge, solution }: Proof,
  purpose: Purpose,
): Promise<CheckedProof | { ok: false; refused: ProofRefused }> {
  const no = (code: ProofRefused['code']) => ({ ok: false as const, refused: refuseProof(code) });
  const found = await verifySolution({
    challenge,
    solution,
    deriveKey: derivePbkdf2,
    ...keys(env),
  });
  if (found.expired) return no('challenge/EXPIRED');
  if (found.invalidSignature) return no('challenge/ALTERED');
  const { contest, action, session, maxTries } = challenge.parameters.data;
  if (contest !== (purpose.contestId ?? '')) return no('challenge/OTHER_CONTEST');
  if (action !== purpose.action) return no('challenge/OTHER_ACTION');
  if (session !== sessionMark(env, purpose))
    return no(purpose.personId === null ? 'challenge/OTHER_NETWORK' : 'challenge/OTHER_SESSION');
  if (!found.verified) return no('challenge/UNSOLVED');
  return {
    ok: true,
    id: challenge.signature,
    expiresAtMs: challenge.parameters.expiresAt * 1000,
    maxTries,
  };
}
