import { createHash } from 'node:crypto';
import type { Bindings } from '../env.ts';

/** Expired rows that each new one takes with it: more than one, so that the table shrinks again after a rush. */
const SWEPT_WITH_EACH = 4;

/**
 * Used proofs stay on file this much longer than they are good for: a request that was let in just before may be written just after,
 * and machines' clocks differ a little.
 */
export const KEPT_LONGER_MS = 60_000;

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

/**
 * Uses a proof up. Of any number of requests that bring the same proof at once, exactly one gets `true`, and so do repetitions
 * of that very request, known by `usedFor`: whether they are one act or two is for the act's own key to say.
 */
export async function spendProof(
  env: Pick<Bindings, 'DB'>,
  proof: { id: string; expiresAtMs: number },
  usedFor: string,
  nowMs: number,
): Promise<boolean> {
  const [id, use] = [digest(proof.id), digest(usedFor)];
  const [inserted] = await env.DB.batch([
    env.DB.prepare(
      'INSERT OR IGNORE INTO spent_proof (id, used_for, expires_at_ms) VALUES (?, ?, ?)',
    ).bind(id, use, proof.expiresAtMs + KEPT_LONGER_MS),
    env.DB.prepare(
      `DELETE FROM spent_proof WHERE id IN
         (SELECT id FROM spent_proof WHERE expires_at_ms < ? ORDER BY expires_at_ms, id LIMIT ?)`,
    ).bind(nowMs, SWEPT_WITH_EACH),
  ]);
  if (inserted?.meta.changes === 1) return true;
  return wasSpentFor(env, proof.id, usedFor);
}

/** Whether this very request has used the proof before. */
export async function wasSpentFor(
  env: Pick<Bindings, 'DB'>,
  proofId: string,
  usedFor: string,
): Promise<boolean> {
  const use = await env.DB.prepare('SELECT used_for FROM spent_proof WHERE id = ?')
    .bind(digest(proofId))
    .first<string>('used_for');
  return use === digest(usedFor);
}
