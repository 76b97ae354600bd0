import { z } from 'zod';
import { Audience } from '../mechanics/eligibility.ts';
import { Place } from '../mechanics/place.ts';
import { PlayerName } from '../mechanics/players.ts';
import { checkConfig, checkSecrets } from './config-checks.ts';

export { Board, Mine } from './view-schema.ts';
export { Review } from './review-schema.ts';

export const MOST_GAMES = 31;
export const MOST_ROUNDS_PER_GAME = 20;

const instant = (title: string, help: string) =>
  z.int().min(0).max(8_640_000_000_000_000).meta({ title, help, widget: 'instant' });
const amount = (minimum: number, maximum: number, title: string, help: string, unit: string) =>
  z.int().min(minimum).max(maximum).meta({ title, help, unit });

const opensAtMs = instant('Opens', 'Until then the page shows a teaser.');
const resultsAtMs = instant('Results', 'When you plan to announce the winners.');

const Schedule = z
  .discriminatedUnion('format', [
    z
      .strictObject({
        format: z.literal('open'),
        opensAtMs,
        closesAtMs: instant('Closes', 'The first instant at which nothing more can be answered.'),
        resultsAtMs,
      })
      .meta({ title: 'Any time', help: 'Everybody plays when they like, while it is open.' }),
    z
      .strictObject({
        format: z.literal('daily'),
        opensAtMs,
        days: amount(
          1,
          MOST_GAMES,
          'Days',
          'Of 24 hours each, from the opening on. Each day has a game of its own.',
          'days',
        ),
        resultsAtMs,
      })
      .meta({ title: 'One game a day', help: 'Everybody the same, and only on its day.' }),
  ])
  .meta({ title: 'Schedule' });

const ConfigFields = z.strictObject({
  briefing: z.string().trim().min(1).max(4000).meta({
    title: 'Briefing',
    help: 'What this game is about, for everybody who lands here. It gives no place away.',
    widget: 'markdown',
  }),
  rulesText: z
    .string()
    .trim()
    .min(1)
    .max(20_000)
    .meta({ title: 'Rules', help: 'What people agree to when they play.', widget: 'markdown' }),
  schedule: Schedule,
  whoMayPlay: Audience.meta({ title: 'Who may play' }),
  secondsPerRound: amount(
    5,
    3600,
    'Time for a round',
    'Runs on the server’s clock from the moment a fan opens the round.',
    'seconds',
  ),
  scale: z
    .strictObject({
      of: z.enum(['world', 'country', 'city', 'own']).meta({
        title: 'Where the places are',
        help: 'Decides how fast points fall with distance: 5000·e^(−10·d/D), with D in km.',
        labels: {
          world: 'Anywhere in the world (D = 14,917 km)',
          country: 'In one country (D = 1,000 km)',
          city: 'In one city (D = 30 km)',
          own: 'A scale of my own',
        },
      }),
      km: z
        .number()
        .min(0.1)
        .max(50_000)
        .optional()
        .meta({
          title: 'Own scale',
          help: 'About the diagonal of the area. A tenth of it away, an answer earns 1,839 points.',
          unit: 'km',
          shownWhen: { of: ['own'] },
        }),
    })
    .meta({ title: 'Scale' }),
  fullPointsRadiusM: amount(
    0,
    1_000_000,
    'Full points within',
    'Nobody should lose a point for the wrong side of the street.',
    'metres',
  ),
  hints: z.boolean().meta({
    title: 'Hints',
    help: 'A hint halves the points of its round. Rounds without a hint offer none.',
  }),
  timeBonus: amount(
    0,
    5000,
    'Time bonus',
    'At most this much more for an early answer, less the later and the farther away it is. 0 for none.',
    'points per round',
  ),
  reveal: z.enum(['afterGuess', 'atEnd']).meta({
    title: 'Places are revealed',
    help: 'At the end is the fairer one where prizes matter: nobody can pass anything on.',
    labels: {
      afterGuess: 'To each fan right after the answer',
      atEnd: 'To everybody when the game is over',
    },
  }),
  standingsVisible: z.boolean().meta({
    title: 'Leaderboard visible while the game runs',
    help: 'Otherwise it appears with the result. It never counts a round that is still secret.',
  }),
  ties: z.enum(['distance', 'time', 'draw']).meta({
    title: 'Ties',
    help: 'Between equal points, whoever answered more rounds stands first; then this decides. What is still level then is drawn, verifiably.',
    labels: {
      distance: 'The shorter total distance, then the shorter total time',
      time: 'The shorter total time, then the shorter total distance',
      draw: 'The draw',
    },
  }),
  placeCount: amount(1, 100, 'Places', 'How many players win.', 'places'),
  alternateCount: amount(
    0,
    100,
    'Alternates',
    'Who moves up when a winner is disqualified.',
    'players',
  ),
  honours: z
    .array(z.string().trim().min(1).max(120))
    .max(100)
    .meta({ title: 'Honours and prizes', help: 'One for each place, best first.' }),
});
export type Config = z.infer<typeof ConfigFields>;

/** A guessing game as a brand sets it up. It is public: nothing in it tells a place. */
export const Config = ConfigFields.superRefine(checkConfig);

const picture = (title: string) =>
  z
    .string('Choose a picture.')
    .min(1, 'Choose a picture.')
    .max(64)
    .meta({ title, widget: 'picture' });

export const Round = z.strictObject({
  picture: picture('Photograph').meta({
    help: 'If it knows where it was taken, the place below is filled in. Fans get a copy without that.',
  }),
  place: Place.meta({ title: 'True place', help: 'Click the map where the camera stood.' }),
  morePictures: z
    .array(z.strictObject({ picture: picture('Photograph') }).meta({ title: 'Picture' }))
    .max(5)
    .default([])
    .meta({ title: 'More pictures', help: 'Other views or details of the same place.' }),
  hint: z.string().trim().max(200).default('').meta({
    title: 'Hint',
    help: 'Halves the points of whoever takes it. Leave empty for a round without one.',
  }),
  title: z.string().trim().max(80).default('').meta({
    title: 'Name of the place',
    help: 'Shown with the answer.',
  }),
  explanation: z.string().trim().max(600).default('').meta({
    title: 'About the place',
    help: 'Shown with the answer: what could be seen, who took it, when.',
    widget: 'textarea',
  }),
});
export type Round = z.infer<typeof Round>;

const SecretFields = z.strictObject({
  games: z
    .array(
      z
        .strictObject({
          rounds: z
            .array(Round.meta({ title: 'Round' }))
            .min(1, 'A game needs at least one round.')
            .max(MOST_ROUNDS_PER_GAME)
            .meta({ title: 'Rounds', help: 'In the order everybody plays them.' }),
        })
        .meta({ title: 'Game' }),
    )
    .min(1, 'Add a game with at least one round.')
    .max(MOST_GAMES)
    .meta({ title: 'Games', help: 'In the daily format one for each day, else usually just one.' }),
});
export type Secrets = z.infer<typeof SecretFields>;

/** The rounds with their places: known to the brand and the server alone until an answer or the end reveals them. */
export const Secrets = SecretFields.superRefine(checkSecrets);

const number = (maximum: number) => z.int().min(1).max(maximum);
const ofRound = { game: number(MOST_GAMES), round: number(MOST_ROUNDS_PER_GAME) };

export const Action = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('start'), ...ofRound }),
  z.strictObject({ type: z.literal('takeHint'), ...ofRound }),
  z.strictObject({
    type: z.literal('guess'),
    ...ofRound,
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
  }),
  /** See the place of a round whose time ran out. */
  z.strictObject({ type: z.literal('look'), ...ofRound }),
  z.strictObject({ type: z.literal('setName'), name: PlayerName }),
  z.strictObject({ type: z.literal('takeNameDown'), entryId: z.string().min(1).max(64) }),
]);
export type Action = z.infer<typeof Action>;
