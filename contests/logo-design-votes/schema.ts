import { z } from 'zod';
import { Mark } from '../mechanics/jury.ts';
import { plainText } from '../mechanics/texts.ts';
import { PublicVoteAccount } from '../mechanics/vote-account.ts';
import { checkConfig } from './config-checks.ts';
import { ConfigFields, HIGHEST_SCORE, MOST_COMPARED, MOST_DESIGNS } from './config-fields.ts';
import { MethodsCompared } from './comparison-schema.ts';

export type { Ballot, Design, Round } from './config-fields.ts';
export { Review } from './review-schema.ts';

export const RATIONALE_MAX_LENGTH = 280;
export const CREDIT_MAX_LENGTH = 60;
export const NOTE_MAX_LENGTH = 500;

/** A vote on designs as a brand sets it up; every field says what it means to the form. */
export const Config = ConfigFields.superRefine(checkConfig);
export type Config = z.infer<typeof ConfigFields>;

/** Nothing is kept secret from those who set it up: what is hidden until the result are people's ballots and marks. */
export const Secrets = z.strictObject({});
export type Secrets = z.infer<typeof Secrets>;

export const RefusalReason = z
  .enum(['offBrief', 'notOwnWork', 'duplicate', 'trademark', 'quality', 'unsafe'])
  .meta({
    labels: {
      offBrief: 'Not what the briefing asks for',
      notOwnWork: 'Not their own work',
      duplicate: 'Entered before',
      trademark: 'Too close to somebody’s mark',
      quality: 'Too small or not finished',
      unsafe: 'Nothing that can be published',
    },
  });
export type RefusalReason = z.infer<typeof RefusalReason>;

const Id = z.string().min(1).max(64);
const Score = z.int().min(1).max(HIGHEST_SCORE);
export const Choice = z.enum(['left', 'right', 'neither']);
export type Choice = z.infer<typeof Choice>;

export const Action = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('submit'),
    mediaId: Id,
    rationale: plainText(RATIONALE_MAX_LENGTH),
    credit: plainText(CREDIT_MAX_LENGTH),
    /** The version of the frozen rules that the fan agreed to. */
    acceptsRulesVersion: z.int().min(1),
  }),
  z.strictObject({ type: z.literal('withdraw'), entryId: Id }),
  // Each of the next three replaces what the fan has said in the round.
  z.strictObject({
    type: z.literal('approveDesigns'),
    roundId: Id,
    entryIds: z.array(Id).min(1).max(MOST_COMPARED),
  }),
  z.strictObject({
    type: z.literal('scoreDesigns'),
    roundId: Id,
    scores: z
      .array(z.strictObject({ entryId: Id, points: Score }))
      .min(1)
      .max(MOST_DESIGNS),
  }),
  z.strictObject({
    type: z.literal('rankDesigns'),
    roundId: Id,
    /** Best first. */
    entryIds: z.array(Id).min(1).max(MOST_COMPARED),
  }),
  z.strictObject({
    type: z.literal('choose'),
    roundId: Id,
    /** The pair that the server gave, as it gave it. */
    leftEntryId: Id,
    rightEntryId: Id,
    choice: Choice,
  }),
  z.strictObject({ type: z.literal('takeBallotBack'), roundId: Id }),
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
  /** Approved designs in the contest. */
  designCount: whole,
  /** Ids of the brand's own designs, in the order of the settings; empty where fans send theirs. */
  offered: z.array(z.string()).max(MOST_COMPARED),
  /** In order of the schedule. */
  rounds: z
    .array(
      z.strictObject({
        id: z.string(),
        /** Designs still in the round; null before it opens. */
        designCount: whole.nullable(),
        /** People with a ballot, also when it is held: how many count is in `votes`, once voting has closed. */
        ballotCount: whole,
        /** Those that went on, in order of the round's count; null until the round has closed, and for the last one. */
        goOn: z.array(z.string()).nullable(),
      }),
    )
    .max(4),
  /** How each method would rank the same ballots; null while standings are hidden. */
  methods: MethodsCompared.nullable(),
  /** Ballots of all rounds. */
  votes: PublicVoteAccount,
});
export type Board = z.infer<typeof Board>;

export const CannotEnter = z.enum([
  'designs/ENTRIES_NOT_OPEN_YET',
  'designs/ENTRIES_CLOSED',
  'designs/BRAND_OFFERS',
  'entries/LIMIT',
  'entries/GROUP_LIMIT',
  'entries/TOO_MANY_GONE',
]);

export const Mine = z.strictObject({
  entries: z.array(
    z.strictObject({
      id: z.string(),
      mediaId: z.string(),
      status: z.enum(['pending', 'approved', 'refused', 'withdrawn']),
      refusalReason: RefusalReason.nullable(),
      submittedAtMs: z.int(),
    }),
  ),
  /** Null when the fan has room and entries are open; who may enter is checked on entering. */
  cannotEnter: CannotEnter.nullable(),
  canWithdraw: z.boolean(),
  /** The round that is open; null between rounds. */
  round: z
    .strictObject({
      id: z.string(),
      /** The designs this fan can vote for, in the fan's own order: without their own. */
      order: z.array(z.string()),
      /** The fan's ballot: picks, or the ranking best first; null when there is none. */
      entryIds: z.array(z.string()).nullable(),
      scores: z.array(z.strictObject({ entryId: z.string(), points: Score })).nullable(),
      /** Only where designs come in pairs. */
      pairs: z
        .strictObject({
          answered: whole,
          total: whole,
          next: z.strictObject({ leftEntryId: z.string(), rightEntryId: z.string() }).nullable(),
        })
        .nullable(),
    })
    .nullable(),
  /** Ids of the rounds that this fan has a ballot in. */
  votedIn: z.array(z.string()),
});
export type Mine = z.infer<typeof Mine>;
