import { z } from 'zod';
import { Audience } from '../mechanics/eligibility.ts';
import { PlayerName } from '../mechanics/players.ts';
import { checkConfig } from './config-checks.ts';

const instant = (title: string, help: string) =>
  z.int().min(0).max(8_640_000_000_000_000).meta({ title, help, widget: 'instant' });
const amount = (minimum: number, maximum: number, title: string, help: string, unit: string) =>
  z.int().min(minimum).max(maximum).meta({ title, help, unit });

export const Timing = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('window') }).meta({ title: 'The same window for everybody' }),
    z
      .strictObject({
        kind: z.literal('personal'),
        minutes: amount(
          1,
          10_080,
          'Time for each puzzle',
          'Counted by the server from the moment a fan opens the puzzle, and never past the closing.',
          'minutes',
        ),
      })
      .meta({ title: 'A personal clock for each puzzle' }),
  ])
  .meta({ title: 'Timing' });

export const Scoring = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fixed') }).meta({ title: 'Fixed points' }),
    z.strictObject({ kind: z.literal('byTime') }).meta({ title: 'The earlier, the more' }),
    z
      .strictObject({
        kind: z.literal('bySolves'),
        decay: amount(
          1,
          10_000,
          'Decay',
          'After so many solves a puzzle is worth its least points: max(least, ⌈(least − points) / decay² · n² + points⌉, where n is the number of solves before.',
          'solves',
        ),
        earlierSolvers: z.enum(['keep', 'share']).meta({
          title: 'Earlier solvers',
          help: 'Keep what the puzzle was worth when they solved it, or get its present worth like everybody.',
          labels: { keep: 'Keep their points', share: 'Share the decay' },
        }),
      })
      .meta({ title: 'The fewer solve it, the more' }),
  ])
  .meta({ title: 'Points' });
export type Scoring = z.infer<typeof Scoring>;

export const CoolDown = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('growing'),
        power: z.int().min(0).max(4).meta({
          title: 'Power',
          help: 'The next try after the i-th wrong answer waits i to this power, divided by the divisor, in minutes.',
        }),
        divisor: z.number().min(0.01).max(10_000).meta({ title: 'Divisor' }),
      })
      .meta({ title: 'Growing with every wrong answer' }),
    z.strictObject({ kind: z.literal('off') }).meta({ title: 'None' }),
  ])
  .meta({
    title: 'Cool-down after a wrong answer',
    help: 'Usually i²/1.5 minutes after the i-th.',
  });

const ConfigFields = z.strictObject({
  briefing: z.string().trim().min(1).max(4000).meta({
    title: 'Briefing',
    help: 'What this game is about, for everybody who lands here.',
    widget: 'markdown',
  }),
  rulesText: z
    .string()
    .trim()
    .min(1)
    .max(20_000)
    .meta({ title: 'Rules', help: 'What people agree to when they play.', widget: 'markdown' }),
  schedule: z
    .strictObject({
      opensAtMs: instant('Puzzles open', 'Until then the page shows a teaser.'),
      closesAtMs: instant(
        'Puzzles close',
        'The first instant at which no answer is taken. Then the solutions are shown.',
      ),
      resultsAtMs: instant('Results', 'When you plan to announce the winners.'),
    })
    .meta({ title: 'Schedule' }),
  releases: z
    .array(
      z
        .strictObject({ atMs: instant('At', 'Puzzles of this release open then.') })
        .meta({ title: 'Release' }),
    )
    .max(20)
    .meta({
      title: 'Later releases',
      help: 'Times at which more puzzles open, in order. Every puzzle says when it opens; leave this empty when all open at once.',
    }),
  timing: Timing,
  scoring: Scoring,
  coolDown: CoolDown,
  whoMayPlay: Audience.meta({ title: 'Who may play' }),
  places: amount(1, 50, 'Places', 'How many players win.', 'players'),
  alternates: amount(0, 50, 'Alternates', 'Who moves up when a winner is disqualified.', 'players'),
  honours: z.array(z.string().trim().min(1).max(120)).max(50).meta({
    title: 'Honours and prizes',
    help: 'One for each place, best first.',
  }),
  standingsVisible: z.boolean().meta({
    title: 'Standings and solves visible during the game',
    help: 'Otherwise leaderboard, first solvers and the latest solves appear with the result.',
  }),
});
export type Config = z.infer<typeof ConfigFields>;

/** Everything about the game that everybody may know; the puzzles themselves are secrets. */
export const Config = ConfigFields.superRefine(checkConfig);

const PuzzleNumber = z.int().min(1).max(50);

export const Action = z.discriminatedUnion('type', [
  /** Starts the personal clock of a puzzle and shows it. */
  z.strictObject({ type: z.literal('open'), puzzle: PuzzleNumber }),
  /**
   * The answer as text: a word, a number, ids of options (in any order) or of items (in order) between spaces, or
   * "latitude, longitude".
   */
  z.strictObject({
    type: z.literal('answer'),
    puzzle: PuzzleNumber,
    answer: z
      .string()
      .trim()
      .min(1, 'Write an answer.')
      .max(500, 'This is too long for an answer.'),
  }),
  /** Hints are taken in order; naming the one that is meant makes a repeated press harmless. */
  z.strictObject({
    type: z.literal('takeHint'),
    puzzle: PuzzleNumber,
    hint: z.int().min(1).max(5),
  }),
  z.strictObject({ type: z.literal('setName'), name: PlayerName }),
  z.strictObject({ type: z.literal('takeNameDown'), entryId: z.string().min(1).max(64) }),
]);
export type Action = z.infer<typeof Action>;

export { Secrets } from './puzzle-schema.ts';
export { Board, Mine } from './view-schema.ts';
export { Review } from './review-schema.ts';
