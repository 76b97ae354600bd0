import { z } from 'zod';

const whole = z.int().min(0);
const number = z.int().min(1);

/** For moderators, editors and owners; null for jurors, who have nothing to judge here. */
export const Review = z.strictObject({
  desk: z
    .strictObject({
      playerCount: whole,
      namedCount: whole,
      rounds: z.array(
        z.strictObject({
          game: number,
          round: number,
          title: z.string(),
          started: whole,
          answered: whole,
          timedOut: whole,
          hintsTaken: whole,
          medianDistanceM: whole.nullable(),
          meanPoints: whole.nullable(),
        }),
      ),
      /** Players whose answers are worth a second look, with the reasons. Nothing happens by itself. */
      conspicuous: z.array(
        z.strictObject({
          playerId: z.string(),
          reasons: z.array(
            z.strictObject({
              kind: z.enum(['fastAndExact', 'sameGuesses']),
              /** How many of the player's answers it concerns. */
              count: whole,
              /** Who gave the same answers, where that is the reason. */
              otherPlayerId: z.string().nullable(),
            }),
          ),
        }),
      ),
      warnings: z.array(z.string()),
    })
    .nullable(),
});
export type Review = z.infer<typeof Review>;
