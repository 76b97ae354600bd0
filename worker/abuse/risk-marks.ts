import type { Context } from 'hono';
import type { AppEnv } from '../env.ts';
import { PROOF_HEADER } from '../wire/challenge.ts';

/** What a request brings to show that a person sent it. */
export interface RiskMarks {
  /** The proof, as it was sent; null without one. */
  proof: string | null;
  /** Whether it has the headers that every browser sends. They are easily forged, so lacking them says more than having them. */
  browserLike: boolean;
}

export function riskMarks(c: Context<AppEnv>): RiskMarks {
  const has = (name: string) => (c.req.header(name) ?? '') !== '';
  // Browsers state where a request comes from to secure origins only.
  const secure = c.env.FANFARE_ORIGIN.startsWith('https:');
  return {
    proof: c.req.header(PROOF_HEADER) ?? null,
    browserLike: has('User-Agent') && has('Accept-Language') && (!secure || has('Sec-Fetch-Site')),
  };
}
