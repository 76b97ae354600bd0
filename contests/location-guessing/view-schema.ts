import { z } from 'zod';

const whole = z.int().min(0);
const number = z.int().min(1);
const Coordinates = { latitude: z.number(), longitude: z.number() };

export const Board = z.strictObject({
  /** In order, numbered from 1. Empty until the games are prepared at publication. */
  games: z
    .array(
      z.strictObject({
        game: number,
        roundCount: number,
        status: z.enum(['upcoming', 'open', 'over']),
        opensAtMs: z.int(),
        closesAtMs: z.int(),
      }),
    )
    .max(31),
  playerCount: whole,
  answerCount: whole,
  /** Grows with every name put up or taken down, so that open leaderboards know of it. */
  nameChanges: whole,
});
export type Board = z.infer<typeof Board>;

/** A place with what the brand tells about it. */
export const Answer = z.strictObject({
  ...Coordinates,
  title: z.string(),
  explanation: z.string(),
});
export type Answer = z.infer<typeof Answer>;

export const MyRound = z.strictObject({
  game: number,
  round: number,
  status: z.enum(['running', 'timeUp', 'answered']),
  startedAtMs: z.int(),
  deadlineAtMs: z.int(),
  pictureIds: z.array(z.string()),
  hasHint: z.boolean(),
  /** The text, once taken. */
  hint: z.string().nullable(),
  guess: z.strictObject({ ...Coordinates, usedMs: whole }).nullable(),
  /** What the answer was worth; null until the fan may know. */
  score: z
    .strictObject({ distanceM: whole, points: whole, bonus: whole, hintTaken: z.boolean() })
    .nullable(),
  /** The true place; null until the fan may know. */
  answer: Answer.nullable(),
});
export type MyRound = z.infer<typeof MyRound>;

export const Mine = z.strictObject({
  /** Under which the fan stands on the leaderboard; null before the first round. */
  playerId: z.string().nullable(),
  named: z.boolean(),
  nameTakenDown: z.boolean(),
  /** Rounds that the fan has started, in order. */
  rounds: z.array(MyRound),
  /** Of the rounds whose result the fan may know. */
  total: z.strictObject({ points: whole, distanceM: whole, answeredRounds: whole, timeMs: whole }),
  /** Among those with an answer that counts; null without one, or while the leaderboard is hidden. */
  rank: number.nullable(),
  rankedCount: whole,
  /** Every round of the games that are over, whether this fan played them or not. */
  answers: z.array(
    z.strictObject({
      game: number,
      round: number,
      pictureIds: z.array(z.string()),
      answer: Answer,
    }),
  ),
});
export type Mine = z.infer<typeof Mine>;
