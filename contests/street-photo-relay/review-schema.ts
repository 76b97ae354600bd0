import { z } from 'zod';
import { Mark } from '../mechanics/jury.ts';

const whole = z.int().min(0);

/** Why something cannot be done yet. */
const Blocked = z.strictObject({
  code: z.string(),
  message: z.string(),
  retryAtMs: z.int().optional(),
});

export const Review = z.strictObject({
  /** Approved entries in the contest. */
  approvedCount: whole,
  /** A juror's own marks by entry; null for everybody else. */
  ownMarks: z.record(z.string(), Mark).nullable(),
  /** Approved entries that this juror has marked. */
  ownMarkedCount: whole,
  /** Why no marks are taken now; null while they are. */
  marksBlockedBy: Blocked.nullable(),
  /** What follows is for moderators, editors and owners: null for jurors, who must not see each other's work. */
  desk: z
    .strictObject({
      stops: z.array(
        z.strictObject({
          id: z.string(),
          pending: whole,
          approved: whole,
          refused: whole,
          withdrawn: whole,
        }),
      ),
      /** Marks given so far, by entry; entries without any are left out. */
      markCounts: z.record(z.string(), whole),
      jurors: z.array(z.strictObject({ jurorId: z.string(), markedCount: whole })),
      quorum: whole,
      ready: z.boolean(),
      /** Why winners cannot be selected yet; null when they can. */
      blockedBy: Blocked.nullable(),
      warnings: z.array(z.string()),
    })
    .nullable(),
});
export type Review = z.infer<typeof Review>;
