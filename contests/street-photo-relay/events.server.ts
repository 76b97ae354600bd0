import { z } from 'zod';
import { Mark } from '../mechanics/jury.ts';
import { RefusalReason } from './schema.ts';

const id = z.string().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What stands on the ledger of a relay. Texts are hashes; people are the actors of their events. */
export const Event = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('submitted'),
    entryId: id,
    stopId: id,
    mediaId: id,
    fingerprint: id,
    captionHash: hash,
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
  z.strictObject({ type: z.literal('voted'), entryId: id }),
  z.strictObject({ type: z.literal('unvoted'), entryId: id }),
  z.strictObject({ type: z.literal('marked'), entryId: id, points: Mark }),
]);
export type Event = z.infer<typeof Event>;
