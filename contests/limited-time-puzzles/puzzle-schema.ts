import { z } from 'zod';
import { Place } from '../mechanics/place.ts';
import { checkPuzzles } from './puzzle-checks.ts';

export const MAX_PUZZLES = 50;
export const MAX_POINTS = 10_000;

const line = (length: number, title: string, help?: string) =>
  z
    .string()
    .trim()
    .min(1)
    .max(length)
    .meta({ title, ...(help ? { help } : {}) });
const flag = (title: string, help: string) => z.boolean().default(true).meta({ title, help });
const km = (title: string, help: string) =>
  z.number().positive().max(20_000).meta({ title, help, unit: 'km' });

const TextAnswer = z
  .strictObject({
    kind: z.literal('text'),
    accepted: z.array(line(120, 'Answer')).min(1).max(30).meta({
      title: 'Accepted answers',
      help: 'All spellings that count; the first is shown at the end. Capitals and spaces never matter.',
    }),
    ignoreAccents: flag('Ignore accents', 'Málaga and Malaga are the same.'),
    ignorePunctuation: flag(
      'Ignore punctuation',
      'Hyphens count as spaces, other marks not at all.',
    ),
    close: z
      .array(
        z
          .strictObject({
            answer: line(120, 'Wrong answer'),
            message: line(200, 'What to say', 'It still costs a try.'),
          })
          .meta({ title: 'Close answer' }),
      )
      .max(20)
      .default([])
      .meta({ title: 'Close answers', help: 'Wrong, but worth a friendly word.' }),
  })
  .meta({ title: 'A text' });

const NumberAnswer = z
  .strictObject({
    kind: z.literal('number'),
    value: z.number().min(-1e15).max(1e15).meta({ title: 'Answer' }),
    tolerance: z
      .number()
      .min(0)
      .max(1e15)
      .default(0)
      .meta({ title: 'Tolerance', help: '0 means exactly this number.' }),
    toleranceIs: z
      .enum(['absolute', 'percent'])
      .default('absolute')
      .meta({
        title: 'Tolerance in',
        labels: { absolute: 'The same unit', percent: 'Per cent of the answer' },
      }),
    unit: z.string().trim().max(20).default('').meta({
      title: 'Unit',
      help: 'Shown behind the field, such as km or trains. May be empty.',
    }),
    close: z
      .array(
        z
          .strictObject({
            answer: z.number().min(-1e15).max(1e15).meta({ title: 'Wrong answer' }),
            message: line(200, 'What to say', 'It still costs a try.'),
          })
          .meta({ title: 'Close answer' }),
      )
      .max(20)
      .default([])
      .meta({ title: 'Close answers', help: 'Wrong, but worth a friendly word.' }),
  })
  .meta({ title: 'A number' });

const ChoiceAnswer = z
  .strictObject({
    kind: z.literal('choice'),
    several: z
      .boolean()
      .default(false)
      .meta({ title: 'Several are right', help: 'All of the right ones must be ticked.' }),
    options: z
      .array(
        z
          .strictObject({
            text: line(160, 'Option'),
            right: z.boolean().default(false).meta({ title: 'Right' }),
          })
          .meta({ title: 'Option' }),
      )
      .min(2)
      .max(12)
      .meta({ title: 'Options', help: 'Shown in this order. Allow few tries: guessing is easy.' }),
  })
  .meta({ title: 'A choice' });

const OrderAnswer = z
  .strictObject({
    kind: z.literal('order'),
    items: z
      .array(line(160, 'Item'))
      .min(2)
      .max(12)
      .meta({ title: 'Items in the right order', help: 'Fans get them shuffled.' }),
  })
  .meta({ title: 'An order' });

const PlaceAnswer = z
  .strictObject({
    kind: z.literal('place'),
    place: Place,
    withinKm: km('Right within', 'How far away a pin may be.'),
    close: z
      .array(
        z
          .strictObject({
            withinKm: km('Within', 'As the crow flies.'),
            message: line(200, 'What to say', 'It still costs a try.'),
          })
          .meta({ title: 'Close pin' }),
      )
      .max(5)
      .default([])
      .meta({
        title: 'Close pins',
        help: 'Wrong, but worth a friendly word. The nearest ring speaks.',
      }),
  })
  .meta({ title: 'A place on the map' });

export const Answer = z
  .discriminatedUnion('kind', [TextAnswer, NumberAnswer, ChoiceAnswer, OrderAnswer, PlaceAnswer])
  .meta({ title: 'The answer is' });
export type Answer = z.infer<typeof Answer>;
export type AnswerKind = Answer['kind'];

export const Unlock = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('start') }).meta({ title: 'From the start' }),
    z
      .strictObject({
        kind: z.literal('release'),
        release: z.int().min(1).max(20).meta({
          title: 'Release',
          help: 'Number of the later release, as in the settings above. The last one when there are fewer.',
        }),
      })
      .meta({ title: 'At a later release' }),
    z
      .strictObject({
        kind: z.literal('solvedCount'),
        count: z.int().min(1).max(MAX_PUZZLES).meta({ title: 'Puzzles solved', unit: 'puzzles' }),
      })
      .meta({ title: 'When so many are solved' }),
    z
      .strictObject({
        kind: z.literal('solved'),
        puzzles: z
          .array(z.int().min(1).max(MAX_PUZZLES).meta({ title: 'Number of the puzzle' }))
          .min(1)
          .max(10)
          .meta({ title: 'Puzzles', help: 'Their numbers in this list.' }),
      })
      .meta({ title: 'When these are solved' }),
  ])
  .default({ kind: 'start' })
  .meta({ title: 'Opens', help: 'For each fan by what that fan has solved.' });
export type Unlock = z.infer<typeof Unlock>;

const Points = (title: string, help: string) =>
  z.int().min(0).max(MAX_POINTS).meta({ title, help, unit: 'points' });

export const Puzzle = z.strictObject({
  title: line(80, 'Title', 'Everybody can read it before the puzzle opens.'),
  text: z
    .string()
    .trim()
    .min(1)
    .max(6000)
    .meta({ title: 'Puzzle', help: 'What is to be solved.', widget: 'markdown' }),
  pictures: z
    .array(
      z
        .strictObject({
          picture: z
            .string()
            .min(1, 'Choose a picture, or remove this card.')
            .max(64)
            .meta({ title: 'Picture', widget: 'picture' }),
          describe: z.string().trim().max(300).default('').meta({
            title: 'Description',
            help: 'For people who cannot see it. Give nothing away.',
          }),
        })
        .meta({ title: 'Picture' }),
    )
    .max(4)
    .default([])
    .meta({ title: 'Pictures' }),
  answer: Answer,
  points: Points('Points', 'For solving it, or for the first to solve it.').default(100),
  leastPoints: Points(
    'Least points',
    'Where points fall with time or with solves, they never fall below this.',
  ).default(20),
  tries: z.int().min(0).max(100).default(0).meta({
    title: 'Wrong answers allowed',
    help: '0 means no limit; the cool-down still holds.',
    unit: 'tries',
  }),
  hints: z
    .array(
      z
        .strictObject({
          text: line(500, 'Hint'),
          price: Points('Price', 'Taken off this puzzle’s points, never below 0.'),
        })
        .meta({ title: 'Hint' }),
    )
    .max(5)
    .default([])
    .meta({ title: 'Hints', help: 'In the order in which they can be taken.' }),
  unlock: Unlock,
  explanation: z.string().trim().max(4000).default('').meta({
    title: 'Explanation',
    help: 'Shown with the answer when everything is over.',
    widget: 'markdown',
  }),
});
export type Puzzle = z.infer<typeof Puzzle>;

/** The puzzles, in order: what a fan may know of them reaches the state through events, each at its time. */
export const Secrets = z
  .strictObject({
    puzzles: z
      .array(Puzzle.meta({ title: 'Puzzle' }))
      .min(1)
      .max(MAX_PUZZLES)
      .meta({ title: 'Puzzles', help: 'Fans know them by their number in this list.' }),
  })
  .superRefine(checkPuzzles);
export type Secrets = z.infer<typeof Secrets>;
