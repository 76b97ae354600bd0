import { z } from 'zod';

const whole = z.int().min(0);

const PuzzleReview = z.strictObject({
  number: z.int().min(1),
  title: z.string(),
  /** Players who opened it or tried an answer. */
  opened: whole,
  solved: whole,
  wrong: whole,
  hintsTaken: whole,
  firstSolvedAtMs: z.int().nullable(),
  /** How many players gave the very same wrong answer, most first. What it said is kept nowhere. */
  sameWrong: z.array(whole),
});

/** A reason to look twice, never a verdict. */
const Hint = z.discriminatedUnion('reason', [
  /** Solved within seconds of seeing it. */
  z.strictObject({
    reason: z.literal('fast'),
    playerId: z.string(),
    puzzle: z.int(),
    seconds: whole,
  }),
  /** Two players solved several puzzles one right after the other. */
  z.strictObject({
    reason: z.literal('together'),
    playerId: z.string(),
    otherId: z.string(),
    puzzles: z.array(z.int()),
  }),
]);

export const Review = z.strictObject({
  /** For those who run the contest; null for jurors, who have nothing to do here. */
  desk: z
    .strictObject({
      players: whole,
      puzzles: z.array(PuzzleReview),
      hints: z.array(Hint).max(50),
      ready: z.boolean(),
      blockedBy: z
        .strictObject({ code: z.string(), message: z.string(), retryAtMs: z.int().optional() })
        .nullable(),
      warnings: z.array(z.string()),
    })
    .nullable(),
});
export type Review = z.infer<typeof Review>;
