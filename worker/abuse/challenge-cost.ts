/** What the cost of a challenge is made from. */
export interface ChallengeFacts {
  /** The rate of the last minute as a multiple of the usual one: see Load. */
  load: number;
  /** From 0 to 1: see riskOf. */
  risk: number;
  kind: 'session' | 'act';
}

/** Up to this multiple of the usual rate a contest is not busy at all. */
const BUSY_FROM = 2;
/** From this multiple on it is under attack. */
const ATTACK_FROM = 16;
/** Acts are free below this sum of risk and pressure; a session is never free. */
const ACTS_FROM = 0.5;
/** The cost doubles this often between its least and its most. */
const DOUBLINGS = 3;

/** No challenge costs more than this multiple of the ordinary cost. */
export const HIGHEST_COST = 2 ** DOUBLINGS;

/**
 * A proof that was to cost less than this share of what it would cost now is refused, or whoever fears a price could collect proofs
 * before it rises. An address block that grows busy does not raise a price as much: a class that begins together is not sent back.
 */
export const LEAST_SHARE = 0.4;

/**
 * What somebody has to prove, as a multiple of the ordinary cost: 0 for nothing, otherwise from 1 to HIGHEST_COST.
 *
 *   pressure = log2(load / 2) / log2(16 / 2), from 0 (twice the usual rate or less) to 1 (sixteen times or more)
 *   heat     = risk + pressure − (0.5 for an act, 0 for a session)
 *   cost     = 0 for an act of negative heat, else 2^(3 · min(1, heat))
 *
 * It never falls when load or risk rises. A familiar guest (risk 0.3) is asked from three times the usual rate on, an account that
 * was proved long ago (risk 0) from about six times on, a guest's first act in a contest (risk 0.6) always.
 */
export function challengeCost({ load, risk, kind }: ChallengeFacts): number {
  const heat = risk + pressureOf(load) - (kind === 'act' ? ACTS_FROM : 0);
  if (heat < 0) return 0;
  return 2 ** (DOUBLINGS * Math.min(1, heat));
}

function pressureOf(load: number): number {
  if (load <= BUSY_FROM) return 0;
  return Math.min(1, Math.log2(load / BUSY_FROM) / Math.log2(ATTACK_FROM / BUSY_FROM));
}
