import { z } from 'zod';
import { Content, Facts, Solution } from './view-schema.ts';

const id = z.string().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const puzzle = z.int().min(1);

/** What stands on the ledger of a puzzle game. What a wrong answer said never does; solutions not before the end. */
export const Event = z.discriminatedUnion('type', [
  /** At publication: what everybody may know of the puzzles. */
  z.strictObject({ type: z.literal('puzzlesPrepared'), puzzles: z.array(Facts) }),
  /** What stands in a puzzle, once: at its time, or when somebody is the first to get there. */
  z.strictObject({ type: z.literal('puzzleShown'), puzzle, content: Content }),
  z.strictObject({ type: z.literal('playerJoined'), playerId: id }),
  /** A personal clock starts. */
  z.strictObject({ type: z.literal('opened'), puzzle }),
  /** A wrong answer, as a keyed hash; `close` is what the brand says to it. */
  z.strictObject({
    type: z.literal('missed'),
    puzzle,
    digest: hash,
    close: z.string().nullable(),
  }),
  z.strictObject({ type: z.literal('solved'), puzzle }),
  /** The text of a hint, once: when somebody is the first to take it. */
  z.strictObject({ type: z.literal('hintShown'), puzzle, hint: z.int().min(1), text: z.string() }),
  z.strictObject({ type: z.literal('hintTaken'), puzzle, hint: z.int().min(1) }),
  z.strictObject({ type: z.literal('named'), playerId: id, nameHash: hash }),
  z.strictObject({ type: z.literal('nameTakenDown'), entryId: id }),
  z.strictObject({ type: z.literal('solutionShown'), puzzle, solution: Solution }),
]);
export type Event = z.infer<typeof Event>;
