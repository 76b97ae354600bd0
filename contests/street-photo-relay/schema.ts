import { z } from 'zod';
import { Audience } from '../mechanics/eligibility.ts';
import { Mark } from '../mechanics/jury.ts';
import { plainText } from '../mechanics/texts.ts';
import { PublicVoteAccount } from '../mechanics/vote-account.ts';
import { checkConfig } from './config-checks.ts';

export const CAPTION_MAX_LENGTH = 280;
export const CREDIT_MAX_LENGTH = 60;
export const NOTE_MAX_LENGTH = 500;

const instant = (title: string, help: string) =>
  z.int().min(0).max(8_640_000_000_000_000).meta({ title, help, widget: 'instant' });
const amount = (minimum: number, maximum: number, title: string, help: string, unit: string) =>
  z.int().min(minimum).max(maximum).meta({ title, help, unit });

export const Schedule = z
  .strictObject({
    entriesOpenAtMs: instant('Entries open', 'Until then the page shows a teaser.'),
    entriesCloseAtMs: instant(
      'Entries close',
      'The first instant at which nothing more can be sent.',
    ),
    votingOpensAtMs: instant('Voting opens', 'May be while entries are still coming in.'),
    votingClosesAtMs: instant('Voting closes', 'The jury goes on afterwards.'),
    resultsAtMs: instant('Results', 'When you plan to announce the winners.'),
  })
  .meta({ title: 'Schedule' });

export const Stop = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'Use small letters, digits and hyphens.')
    .meta({
      title: 'Id',
      help: 'Part of addresses; stays the same when the name changes.',
      widget: 'slug',
    }),
  city: z.string().trim().min(1).max(80).meta({ title: 'City' }),
  scene: z.string().trim().min(1).max(80).optional().meta({
    title: 'Scene',
    help: 'A place or theme in the city, such as a market or a tram line.',
  }),
  name: z.string().trim().min(1).max(80).meta({ title: 'Name', help: 'The heading of this stop.' }),
  hint: z
    .string()
    .trim()
    .min(1)
    .max(400)
    .meta({ title: 'Hint', help: 'What to look for here.', widget: 'textarea' }),
  place: z
    .strictObject({
      latitude: z.number().min(-90).max(90).meta({ title: 'Latitude', unit: '°' }),
      longitude: z.number().min(-180).max(180).meta({ title: 'Longitude', unit: '°' }),
    })
    .optional()
    .meta({ title: 'Place on the map', widget: 'place' }),
  opensAtMs: instant('Opens', 'Leave empty to follow the entries.').optional(),
  closesAtMs: instant('Closes', 'Leave empty to follow the entries.').optional(),
});
export type Stop = z.infer<typeof Stop>;

const ConfigFields = z.strictObject({
  briefing: z.string().trim().min(1).max(4000).meta({
    title: 'Briefing',
    help: 'What this relay is about, for everybody who lands here.',
    widget: 'markdown',
  }),
  rulesText: z
    .string()
    .trim()
    .min(1)
    .max(20_000)
    .meta({ title: 'Rules', help: 'What people agree to when they enter.', widget: 'markdown' }),
  schedule: Schedule,
  mode: z.enum(['open', 'relay']).meta({
    title: 'How the route is run',
    help: 'Open: all stops at once. Relay: stop by stop, each opening when the one before closes.',
    labels: { open: 'All stops at once', relay: 'Stop by stop, like a relay' },
  }),
  route: z
    .array(Stop.meta({ title: 'Stop' }))
    .min(1)
    .max(50)
    .meta({ title: 'Route', help: 'The stops, in order.' }),
  worksPerStop: amount(
    1,
    20,
    'Works selected',
    'How many works win at each stop.',
    'works per stop',
  ),
  alternatesPerStop: amount(
    0,
    20,
    'Alternates',
    'Who moves up when a winner is disqualified.',
    'works per stop',
  ),
  honours: z.array(z.string().trim().min(1).max(120)).max(20).meta({
    title: 'Honours and prizes',
    help: 'One for each place, best first. The same at every stop.',
  }),
  entriesPerFan: amount(1, 100, 'Entries per fan', 'In the whole contest.', 'entries'),
  entriesPerStop: amount(1, 100, 'Entries per fan and stop', 'At any one stop.', 'entries'),
  whoMayEnter: Audience.meta({ title: 'Who may enter' }),
  votes: z
    .strictObject({
      budget: amount(0, 1000, 'Votes', '0 means that there is no voting.', 'votes per fan'),
      per: z.enum(['stop', 'day', 'total']).meta({
        title: 'Counted',
        help: 'Per stop, per 24 hours from the opening of voting, or for the whole contest.',
        labels: { stop: 'For each stop', day: 'For each day', total: 'For the whole contest' },
      }),
    })
    .meta({ title: 'Votes per fan' }),
  whoMayVote: Audience.meta({ title: 'Who may vote' }),
  selection: z
    .strictObject({
      by: z.enum(['jury', 'votes', 'both']).meta({
        title: 'Winners are selected by',
        labels: { jury: 'A jury', votes: 'The votes', both: 'Jury and votes together' },
      }),
      weights: z
        .strictObject({
          jury: amount(1, 100, 'Jury', 'Weight of the jury’s ranking.', 'parts'),
          votes: amount(1, 100, 'Votes', 'Weight of the ranking by votes.', 'parts'),
        })
        .meta({
          title: 'Weights',
          help: 'Only for both: the two rankings are combined by rank, so no landslide drowns the other.',
          widget: 'weights',
          shownWhen: { by: ['both'] },
        }),
    })
    .meta({ title: 'Selection' }),
  juryQuorum: amount(
    0,
    50,
    'Marks needed',
    'Marks from 1 to 10 that each entry needs before winners can be selected. It may be lowered in public if a juror drops out.',
    'marks per entry',
  ),
  tieRule: z.enum(['earliest', 'votes', 'jury', 'draw']).meta({
    title: 'Ties',
    help: 'What decides between equals. What is still level then is drawn, verifiably.',
    labels: {
      earliest: 'The earlier entry',
      votes: 'More votes',
      jury: 'The jury’s marks',
      draw: 'The draw',
    },
  }),
  standingsVisible: z.boolean().meta({
    title: 'Standings visible while voting runs',
    help: 'Otherwise they appear with the result, and nobody can try out which votes count.',
  }),
});
export type Config = z.infer<typeof ConfigFields>;

/** A relay as a brand sets it up; every field says what it means to the form. */
export const Config = ConfigFields.superRefine(checkConfig);

/** The relay keeps nothing secret from those who set it up: what is hidden until the result are people's votes and marks. */
export const Secrets = z.strictObject({});
export type Secrets = z.infer<typeof Secrets>;

export const RefusalReason = z
  .enum(['offTopic', 'wrongStop', 'notOwnWork', 'duplicate', 'quality', 'unsafe', 'privacy'])
  .meta({
    labels: {
      offTopic: 'Not what this relay is about',
      wrongStop: 'Not from this stop',
      notOwnWork: 'Not their own work',
      duplicate: 'Entered before',
      quality: 'Too small, blurred or dark',
      unsafe: 'Nothing that can be published',
      privacy: 'People or details that should stay private',
    },
  });
export type RefusalReason = z.infer<typeof RefusalReason>;

const Id = z.string().min(1).max(64);

export const Action = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('submit'),
    stopId: Id,
    mediaId: Id,
    caption: plainText(CAPTION_MAX_LENGTH),
    credit: plainText(CREDIT_MAX_LENGTH),
    /** The version of the frozen rules that the fan agreed to. */
    acceptsRulesVersion: z.int().min(1),
  }),
  z.strictObject({ type: z.literal('withdraw'), entryId: Id }),
  z.strictObject({ type: z.literal('vote'), entryId: Id }),
  z.strictObject({ type: z.literal('unvote'), entryId: Id }),
  z.strictObject({ type: z.literal('approve'), entryId: Id }),
  z.strictObject({
    type: z.literal('refuse'),
    entryId: Id,
    reason: RefusalReason,
    note: plainText(NOTE_MAX_LENGTH).optional(),
  }),
  z.strictObject({ type: z.literal('mark'), entryId: Id, points: Mark }),
]);
export type Action = z.infer<typeof Action>;

const whole = z.int().min(0);

export const Board = z.strictObject({
  stops: z
    .array(
      z.strictObject({
        id: z.string(),
        status: z.enum(['upcoming', 'open', 'closed']),
        opensAtMs: z.int(),
        closesAtMs: z.int(),
        approvedCount: whole,
      }),
    )
    .max(50),
  /** Where the baton is: the stop that is open now in a relay; null between stops and in open mode. */
  batonStopId: z.string().nullable(),
  approvedCount: whole,
  votes: PublicVoteAccount,
});
export type Board = z.infer<typeof Board>;

export const CannotEnter = z.enum([
  'relay/STOP_NOT_OPEN_YET',
  'relay/STOP_CLOSED',
  'entries/LIMIT',
  'entries/GROUP_LIMIT',
  'entries/TOO_MANY_GONE',
]);

export const Mine = z.strictObject({
  entries: z.array(
    z.strictObject({
      id: z.string(),
      stopId: z.string(),
      mediaId: z.string(),
      status: z.enum(['pending', 'approved', 'refused', 'withdrawn']),
      refusalReason: RefusalReason.nullable(),
      submittedAtMs: z.int(),
    }),
  ),
  /** Ids of the entries that this fan's votes count for. */
  votes: z.array(z.string()),
  /** In route order. `cannotEnter` is null when the fan has room and the stop is open; who may enter is checked on entering. */
  stops: z.array(
    z.strictObject({ stopId: z.string(), cannotEnter: CannotEnter.nullable(), votesLeft: whole }),
  ),
  /** Votes left today or in total; null when they are counted per stop. */
  votesLeft: whole.nullable(),
  /** When votes per day come back, while there is another day of voting. */
  votesRefillAtMs: z.int().nullable(),
  canVote: z.boolean(),
  canWithdraw: z.boolean(),
});
export type Mine = z.infer<typeof Mine>;

export { Review } from './review-schema.ts';
