import { z } from 'zod';
import { Mark } from '../mechanics/jury.ts';
import { Choice, RefusalReason } from './schema.ts';

const id = z.string().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What stands on the ledger of a vote on designs. Texts are hashes; people are the actors of their events. */
export const Event = z.discriminatedUnion('type', [
  /** The schedule put up the designs of the brand. */
  z.strictObject({
    type: z.literal('designsOffered'),
    designs: z.array(z.strictObject({ entryId: id, mediaId: id, nameHash: hash })),
  }),
  z.strictObject({
    type: z.literal('submitted'),
    entryId: id,
    mediaId: id,
    fingerprint: id,
    rationaleHash: hash,
    creditHash: hash,
    acceptedRulesVersion: z.int().min(1),
  }),
  z.strictObject({ type: z.literal('withdrawn'), entryId: id }),
  z.strictObject({ type: z.literal('approved'), entryId: id }),
  z.strictObject({
    type: z.literal('refused'),
    entryId: id,
    reason: RefusalReason,
    noteHash: hash.nullable(),
  }),
  /** The schedule opened a round for these designs. `seed` makes everybody's order of designs and pairs. */
  z.strictObject({
    type: z.literal('roundOpened'),
    roundId: id,
    seed: hash,
    entryIds: z.array(id),
  }),
  /** The schedule closed a round: these go on, best first. */
  z.strictObject({ type: z.literal('shortlisted'), roundId: id, entryIds: z.array(id) }),
  z.strictObject({ type: z.literal('designsApproved'), roundId: id, entryIds: z.array(id) }),
  z.strictObject({
    type: z.literal('designsScored'),
    roundId: id,
    scores: z.array(z.strictObject({ entryId: id, points: z.int() })),
  }),
  z.strictObject({ type: z.literal('designsRanked'), roundId: id, entryIds: z.array(id) }),
  z.strictObject({
    type: z.literal('chosen'),
    roundId: id,
    leftEntryId: id,
    rightEntryId: id,
    choice: Choice,
  }),
  z.strictObject({ type: z.literal('ballotTakenBack'), roundId: id }),
  z.strictObject({ type: z.literal('marked'), entryId: id, points: Mark }),
]);
export type Event = z.infer<typeof Event>;
