import { z } from 'zod';
import { Audience } from '../mechanics/eligibility.ts';
import { plainText } from '../mechanics/texts.ts';
import { PublicVoteAccount } from '../mechanics/vote-account.ts';

export const CAPTION_MAX_LENGTH = 140;

const instant = (title: string, help: string) =>
  z.int().min(0).max(8_640_000_000_000_000).meta({ title, help, widget: 'instant' });
const amount = (minimum: number, maximum: number, title: string, unit: string, help: string) =>
  z.int().min(minimum).max(maximum).meta({ title, help, unit });

const ConfigFields = z.strictObject({
  briefing: z.string().trim().min(1).max(2000).meta({
    title: 'Briefing',
    help: 'What is going on in the photograph, and what you hope to read.',
    widget: 'markdown',
  }),
  photo: z.string().min(1, 'Choose the photograph.').max(64).meta({
    title: 'Photograph',
    help: 'What everybody writes a caption for.',
    widget: 'picture',
  }),
  photoAlt: z.string().trim().min(1).max(300).meta({
    title: 'What it shows',
    help: 'For everybody who cannot see the photograph. Describe it; leave the joke to the fans.',
    widget: 'textarea',
  }),
  rulesText: z.string().trim().min(1).max(20_000).meta({
    title: 'Rules',
    help: 'What people agree to when they send a caption.',
    widget: 'markdown',
  }),
  schedule: z
    .strictObject({
      opensAtMs: instant('Captions open', 'Until then the page shows the photograph only.'),
      votingOpensAtMs: instant('Voting opens', 'Captions can still be sent until voting closes.'),
      closesAtMs: instant('Everything closes', 'The first instant at which nothing counts.'),
      resultsAtMs: instant('Results', 'When you plan to announce the winners.'),
    })
    .meta({ title: 'Schedule' }),
  audience: Audience.meta({ title: 'Who may take part' }),
  captionsPerFan: amount(1, 10, 'Captions', 'per person', 'How many one person may send.'),
  votesPerFan: amount(1, 20, 'Votes', 'per person', 'To different captions of other people.'),
  honours: z
    .array(z.string().trim().min(1).max(80).meta({ title: 'Prize or honour' }))
    .min(1)
    .max(10)
    .meta({ title: 'Prizes', help: 'One for each winning caption, the first one first.' }),
  standingsVisible: z.boolean().meta({
    title: 'Votes visible while voting runs',
    help: 'Otherwise they appear with the result, and nobody can try out which votes count.',
  }),
});
export type Config = z.infer<typeof ConfigFields>;

/** A photograph of the brand and everything around it. Ties go to the earlier caption. */
export const Config = ConfigFields.superRefine(({ schedule }, context) => {
  const { opensAtMs, votingOpensAtMs, closesAtMs, resultsAtMs } = schedule;
  const wrong = (field: keyof typeof schedule, message: string) =>
    context.addIssue({ code: 'custom', path: ['schedule', field], message });
  if (votingOpensAtMs < opensAtMs)
    wrong('votingOpensAtMs', 'Voting cannot open before captions do.');
  if (closesAtMs <= votingOpensAtMs) wrong('closesAtMs', 'Close after voting has opened.');
  if (resultsAtMs < closesAtMs) wrong('resultsAtMs', 'Announce once everything has closed.');
});

/** Nothing about this contest is secret. */
export const Secrets = z.strictObject({});

export const RefusalReason = z.enum(['unkind', 'offTopic', 'advertising', 'privacy']).meta({
  labels: {
    unkind: 'Hurts somebody',
    offTopic: 'Has nothing to do with the photograph',
    advertising: 'Advertises something',
    privacy: 'Names somebody who may not want it',
  },
});

const Id = z.string().min(1).max(64);

export const Action = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('submit'),
    caption: plainText(CAPTION_MAX_LENGTH),
    credit: plainText(60),
  }),
  z.strictObject({ type: z.literal('withdraw'), entryId: Id }),
  z.strictObject({ type: z.literal('vote'), entryId: Id }),
  z.strictObject({ type: z.literal('unvote'), entryId: Id }),
  z.strictObject({ type: z.literal('approve'), entryId: Id }),
  z.strictObject({ type: z.literal('refuse'), entryId: Id, reason: RefusalReason }),
]);
export type Action = z.infer<typeof Action>;

const whole = z.int().min(0);

export const Board = z.strictObject({
  approvedCount: whole,
  votes: PublicVoteAccount,
});
export type Board = z.infer<typeof Board>;

export const Mine = z.strictObject({
  entries: z.array(
    z.strictObject({
      id: z.string(),
      status: z.enum(['pending', 'approved', 'refused', 'withdrawn']),
      refusalReason: RefusalReason.nullable(),
    }),
  ),
  votes: z.array(z.string()),
  captionsLeft: whole,
  votesLeft: whole,
});
export type Mine = z.infer<typeof Mine>;

export const Review = z.strictObject({ pending: whole, approved: whole, refused: whole });
