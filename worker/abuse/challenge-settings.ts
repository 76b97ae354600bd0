import { z } from 'zod';
import type { Installation } from '../installation.ts';

const ChallengeSettings = z.strictObject({
  /** Tries that a challenge of ordinary cost takes at most; half as many on average. */
  tries: z.int().min(1).max(10_000),
  /** Acts a minute that every contest may have without being called busy. */
  quietActsPerMinute: z.number().positive().max(1_000_000_000),
  /** New guests a minute that one instance of the worker takes as usual. */
  quietGuestsPerMinute: z.number().positive().max(1_000_000_000),
});
export type ChallengeSettings = z.infer<typeof ChallengeSettings>;

/**
 * About a third of a second on an ordinary phone (measured in docs/api-challenges.md), and rates that a contest of some
 * thousand people does not reach on an ordinary day.
 */
export const defaultChallenges: ChallengeSettings = {
  tries: 400,
  quietActsPerMinute: 600,
  quietGuestsPerMinute: 300,
};

/**
 * The settings of this installation: the defaults, or what FANFARE_CHALLENGE says instead, as JSON with any of the fields.
 * There is no switching it off.
 * @throws when FANFARE_CHALLENGE is not of that form.
 */
export function challengeSettings(env: Pick<Installation, 'FANFARE_CHALLENGE'>): ChallengeSettings {
  if (!env.FANFARE_CHALLENGE) return defaultChallenges;
  const changes = ChallengeSettings.partial().parse(JSON.parse(env.FANFARE_CHALLENGE));
  return { ...defaultChallenges, ...changes };
}
