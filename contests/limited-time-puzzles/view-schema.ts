import { z } from 'zod';
import { Unlock } from './puzzle-schema.ts';

const whole = z.int().min(0);
const number = z.int().min(1);

/** What everybody may know of a puzzle before it opens. */
export const Facts = z.strictObject({
  number,
  title: z.string(),
  kind: z.enum(['text', 'number', 'choice', 'order', 'place']),
  points: whole,
  leastPoints: whole,
  /** Wrong answers allowed; 0 without a limit. */
  tries: whole,
  hintPrices: z.array(whole),
  unlock: Unlock,
});
export type Facts = z.infer<typeof Facts>;

const Labelled = z.strictObject({ id: z.string(), text: z.string() });

/** How a puzzle is answered: everything that an input needs, and nothing of the answer. */
const Input = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text') }),
  z.strictObject({ kind: z.literal('number'), unit: z.string() }),
  z.strictObject({ kind: z.literal('choice'), several: z.boolean(), options: z.array(Labelled) }),
  z.strictObject({ kind: z.literal('order'), items: z.array(Labelled) }),
  z.strictObject({ kind: z.literal('place') }),
]);

/** What stands in an open puzzle. */
export const Content = z.strictObject({
  /** Markdown. */
  text: z.string(),
  pictures: z.array(z.strictObject({ mediaId: z.string(), describe: z.string() })),
  input: Input,
});
export type Content = z.infer<typeof Content>;

/** What is told when everything is over. */
export const Solution = z.strictObject({
  /** The answer in words, in order where there are several. */
  lines: z.array(z.string()),
  place: z
    .strictObject({ latitude: z.number(), longitude: z.number(), withinKm: z.number() })
    .nullable(),
  /** Markdown. */
  explanation: z.string(),
});
export type Solution = z.infer<typeof Solution>;

export const Board = z.strictObject({
  puzzles: z.array(
    Facts.extend({
      /** When it opens by itself; null when it opens with what a fan has solved. */
      opensAtMs: z.int().nullable(),
      solvedCount: whole,
      /** Player who was first to solve it; null while nobody has or solves are not shown. */
      firstSolverId: z.string().nullable(),
    }),
  ),
  playerCount: whole,
  /** The latest solves, newest first. */
  feed: z
    .array(
      z.strictObject({ playerId: z.string(), puzzle: number, atMs: z.int(), first: z.boolean() }),
    )
    .max(20),
  /** Whether the solutions are out. */
  revealed: z.boolean(),
});
export type Board = z.infer<typeof Board>;

/**
 * `locked` waits for its time or for others to be solved, `ready` for being opened, `open` for an answer; `spent` has no
 * try left, `late` ran out of its personal clock, `closed` was not solved in time.
 */
export const Status = z.enum(['locked', 'ready', 'open', 'solved', 'spent', 'late', 'closed']);
export type Status = z.infer<typeof Status>;

export const MyPuzzle = z.strictObject({
  number,
  status: Status,
  content: Content.nullable(),
  openedAtMs: z.int().nullable(),
  /** When the personal clock runs out. */
  deadlineAtMs: z.int().nullable(),
  wrongCount: whole,
  /** Null without a limit. */
  triesLeft: whole.nullable(),
  /** Until then no answer is taken; null when one is. */
  nextTryAtMs: z.int().nullable(),
  /** A friendly word about the latest wrong answer. */
  close: z.string().nullable(),
  /** Hints taken, in order. */
  hints: z.array(z.string()),
  solved: z.strictObject({ atMs: z.int(), points: whole, first: z.boolean() }).nullable(),
  solution: Solution.nullable(),
});
export type MyPuzzle = z.infer<typeof MyPuzzle>;

export const Mine = z.strictObject({
  playerId: z.string().nullable(),
  /** Whether a name stands beside the result; `takenDown` when a moderator removed it. */
  name: z.enum(['none', 'shown', 'takenDown']),
  points: whole,
  solvedCount: whole,
  wrongCount: whole,
  puzzles: z.array(MyPuzzle),
});
export type Mine = z.infer<typeof Mine>;
