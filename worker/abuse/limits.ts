import { z } from 'zod';
import type { Installation } from '../installation.ts';

const Bucket = z.strictObject({
  /** Acts that may come at once. */
  capacity: z.int().min(1).max(1_000_000),
  /** Acts that come back each second. */
  refillPerSecond: z.number().positive().max(1_000_000),
});
export type Bucket = z.infer<typeof Bucket>;

const RoomLimits = z.strictObject({ person: Bucket, block: Bucket, contest: Bucket });
/** Exact budgets of acts within one contest. Staff at work are not counted. */
export type RoomLimits = z.infer<typeof RoomLimits>;

/**
 * Sane for people, tight for programs:
 * - a person may tap as fast as they can for two minutes;
 * - an address block (IPv4 /24, IPv6 /48) may be a school, an office or a mobile provider's gateway, so it gets what hundreds of
 *   people need at the same time;
 * - a contest as a whole takes what its room can commit, and says "not now" beyond that instead of falling behind.
 */
export const defaultLimits: RoomLimits = {
  person: { capacity: 120, refillPerSecond: 2 },
  block: { capacity: 2_000, refillPerSecond: 50 },
  contest: { capacity: 20_000, refillPerSecond: 5_000 },
};

/**
 * The limits of this installation: the defaults, or what FANFARE_LIMITS says instead, as JSON with any of `person`, `block` and
 * `contest`.
 * @throws when FANFARE_LIMITS is not of that form.
 */
export function limitsOf(env: Pick<Installation, 'FANFARE_LIMITS'>): RoomLimits {
  if (!env.FANFARE_LIMITS) return defaultLimits;
  return { ...defaultLimits, ...RoomLimits.partial().parse(JSON.parse(env.FANFARE_LIMITS)) };
}
