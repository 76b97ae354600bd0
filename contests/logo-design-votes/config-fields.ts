import { z } from 'zod';
import { Audience } from '../mechanics/eligibility.ts';

/** More designs than this are never in one contest. */
export const MOST_DESIGNS = 200;
/** What a brand may offer, and what may be ranked or compared in pairs from the first round on. */
export const MOST_COMPARED = 64;
export const HIGHEST_SCORE = 5;

const instant = (title: string, help: string) =>
  z.int().min(0).max(8_640_000_000_000_000).meta({ title, help, widget: 'instant' });
const amount = (minimum: number, maximum: number, title: string, help: string, unit: string) =>
  z.int().min(minimum).max(maximum).meta({ title, help, unit });

export const Design = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .meta({ title: 'Name', help: 'What people call it when they talk about it.' }),
  pictureId: z.string().max(64).meta({
    title: 'Picture',
    help: 'Square works best, at least 1,200 pixels wide.',
    widget: 'picture',
  }),
  rationale: z.string().trim().min(1).max(280).optional().meta({
    title: 'Rationale',
    help: 'The idea in a sentence or two. May stay empty.',
    widget: 'textarea',
  }),
});
export type Design = z.infer<typeof Design>;

/** How a round is voted in. */
export const Ballot = z
  .discriminatedUnion('method', [
    z
      .strictObject({
        method: z.literal('approval'),
        most: amount(
          1,
          MOST_COMPARED,
          'Designs each fan may pick',
          'From one up to this many, all picks weigh the same.',
          'designs',
        ),
      })
      .meta({ title: 'Approval: pick the ones you like', help: 'Quick; good for a shortlist.' }),
    z
      .strictObject({
        method: z.literal('score'),
        unscored: z.enum(['zero', 'ignored']).meta({
          title: 'A design left without a score',
          labels: {
            zero: 'Counts as 0: the sum of all points decides',
            ignored: 'Says nothing: the mean of its scores decides',
          },
        }),
      })
      .meta({ title: 'Score: give each 1 to 5 points', help: 'Shows how much people like each.' }),
    z
      .strictObject({
        method: z.literal('ranked'),
        most: amount(
          1,
          MOST_COMPARED,
          'Places on each fan’s list',
          'Fans may rank fewer. What they leave off comes last.',
          'places',
        ),
      })
      .meta({
        title: 'Ranked: put them in order',
        help: 'Counted by Schulze’s method; Borda points are shown beside it.',
      }),
    z
      .strictObject({
        method: z.literal('pairs'),
        perFan: amount(
          1,
          200,
          'Pairs for each fan',
          'Two designs at a time, chosen by the server.',
          'pairs',
        ),
      })
      .meta({
        title: 'Pairs: which of these two?',
        help: 'Easy on a phone; good for many designs. Counted by the Bradley–Terry model.',
      }),
  ])
  .meta({ title: 'Ballot' });
export type Ballot = z.infer<typeof Ballot>;

export const Round = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'Use small letters, digits and hyphens.')
    .meta({ title: 'Id', help: 'Stays the same when the name changes.', widget: 'slug' }),
  label: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .meta({ title: 'Name', help: 'Such as “Shortlist” or “Final”.' }),
  opensAtMs: instant('Opens', 'Voting begins.'),
  closesAtMs: instant('Closes', 'The first instant at which no ballot is taken any more.'),
  ballot: Ballot,
  advance: amount(
    2,
    MOST_COMPARED,
    'Designs that go on',
    'To the next round; all those level at the cut go on too. Leave empty in the last round.',
    'designs',
  ).optional(),
});
export type Round = z.infer<typeof Round>;

const Entries = z.strictObject({
  opensAtMs: instant('Entries open', 'Until then the page shows a teaser.'),
  closesAtMs: instant(
    'Entries close',
    'Leave some days before the first round, for the moderators.',
  ),
  perFan: amount(1, 20, 'Designs per fan', 'In the whole contest.', 'designs'),
  designLimit: amount(
    2,
    MOST_DESIGNS,
    'Designs in the vote',
    'Moderators can approve at most this many.',
    'designs',
  ),
  whoMayEnter: Audience.meta({ title: 'Who may enter' }),
});

export const ConfigFields = z.strictObject({
  briefing: z.string().trim().min(1).max(4000).meta({
    title: 'Briefing',
    help: 'What the design is for, for everybody who lands here.',
    widget: 'markdown',
  }),
  rulesText: z
    .string()
    .trim()
    .min(1)
    .max(20_000)
    .meta({ title: 'Rules', help: 'What people agree to when they enter.', widget: 'markdown' }),
  source: z.enum(['brand', 'fans']).meta({
    title: 'Where the designs come from',
    labels: { brand: 'We offer the designs', fans: 'Fans send their designs' },
  }),
  designs: z
    .array(Design.meta({ title: 'Design' }))
    .max(MOST_COMPARED)
    .meta({
      title: 'Designs',
      help: 'Two to sixty-four. They can be seen as soon as the contest is published.',
      shownWhen: { source: ['brand'] },
    }),
  entries: Entries.meta({ title: 'Fans’ designs', shownWhen: { source: ['fans'] } }),
  blind: z.boolean().meta({
    title: 'Authors stay unknown until the result',
    help: 'To fans and to the jury.',
    shownWhen: { source: ['fans'] },
  }),
  rounds: z
    .array(Round.meta({ title: 'Round' }))
    .min(1)
    .max(4)
    .meta({ title: 'Voting', help: 'One to four rounds, one after the other.' }),
  whoMayVote: Audience.meta({ title: 'Who may vote' }),
  selection: z
    .strictObject({
      by: z.enum(['votes', 'jury', 'both']).meta({
        title: 'The last round is decided by',
        labels: { votes: 'The votes', jury: 'A jury', both: 'Jury and votes together' },
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
    'Marks from 1 to 10 that each finalist needs before winners can be selected. It may be lowered in public if a juror drops out.',
    'marks per design',
  ),
  tieRule: z.enum(['draw', 'borda', 'votes', 'jury', 'earliest']).meta({
    title: 'Ties',
    help: 'What decides between equals at the end. What is still level then is drawn, verifiably.',
    labels: {
      draw: 'The draw',
      borda: 'Borda points on the same ballots',
      votes: 'The ranking by votes',
      jury: 'The jury’s marks',
      earliest: 'The earlier entry',
    },
  }),
  standingsVisible: z.boolean().meta({
    title: 'Standings visible while voting runs',
    help: 'Otherwise they appear with the result.',
  }),
  placeCount: amount(1, 20, 'Designs selected', 'How many designs win.', 'designs'),
  alternateCount: amount(
    0,
    20,
    'Alternates',
    'Who moves up when a winner is disqualified.',
    'designs',
  ),
  honours: z
    .array(z.string().trim().min(1).max(120))
    .max(20)
    .meta({ title: 'Honours and prizes', help: 'One for each place, best first.' }),
  resultsAtMs: instant('Results', 'When you plan to announce the result.'),
});
export type Config = z.infer<typeof ConfigFields>;
