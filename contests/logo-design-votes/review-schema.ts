import { z } from 'zod';
import { Mark } from '../mechanics/jury.ts';
import { MethodsCompared } from './comparison-schema.ts';

const whole = z.int().min(0);

/** Why something cannot be done yet. */
const Blocked = z.strictObject({
  code: z.string(),
  message: z.string(),
  retryAtMs: z.int().optional(),
});

export const Review = z.strictObject({
  /** Designs that the jury marks: those of the last round, once they are known. */
  finalistIds: z.array(z.string()),
  /** A juror's own marks by design; null for everybody else. */
  ownMarks: z.record(z.string(), Mark).nullable(),
  /** Finalists that this juror has marked. */
  ownMarkedCount: whole,
  /** Why no marks are taken now; null while they are. */
  marksBlockedBy: Blocked.nullable(),
  /** What follows is for moderators, editors and owners: null for jurors, whom the votes must not sway. */
  desk: z
    .strictObject({
      waiting: whole,
      approved: whole,
      refused: whole,
      withdrawn: whole,
      rounds: z.array(
        z.strictObject({
          id: z.string(),
          designCount: whole.nullable(),
          ballotCount: whole,
          /** Picks, scores, places or pairs decided in all ballots together. */
          statementCount: whole,
          goOnCount: whole.nullable(),
        }),
      ),
      methods: MethodsCompared.nullable(),
      /** Marks given so far, by design; designs without any are left out. */
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
