import { z } from 'zod';

const id = z.string().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const whole = z.int().min(0);
const ofRound = { game: z.int().min(1), round: z.int().min(1) };
const degrees = { latitude: z.number(), longitude: z.number() };
const place = { ...degrees, title: z.string(), explanation: z.string() };

/**
 * What stands on the ledger of a guessing game. `roundShown`, `hintShown` and `placeShown` bring a part of the secrets into
 * the state, once, with the first fan who may see it; whom it is shown to is decided fan by fan.
 */
export const Event = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('gamesPrepared'),
    games: z.array(z.strictObject({ roundCount: z.int().min(1) })),
  }),
  z.strictObject({
    type: z.literal('roundStarted'),
    ...ofRound,
    playerId: id,
    deadlineAtMs: z.int(),
  }),
  z.strictObject({
    type: z.literal('roundShown'),
    ...ofRound,
    pictureIds: z.array(id),
    hasHint: z.boolean(),
  }),
  z.strictObject({ type: z.literal('hintTaken'), ...ofRound }),
  z.strictObject({ type: z.literal('hintShown'), ...ofRound, hint: z.string() }),
  z.strictObject({
    type: z.literal('guessed'),
    ...ofRound,
    ...degrees,
    distanceM: whole,
    points: whole,
    bonus: whole,
    usedMs: whole,
  }),
  z.strictObject({ type: z.literal('looked'), ...ofRound }),
  z.strictObject({ type: z.literal('placeShown'), ...ofRound, ...place }),
  z.strictObject({
    type: z.literal('placesRevealed'),
    game: z.int().min(1),
    rounds: z.array(z.strictObject({ pictureIds: z.array(id), ...place })),
  }),
  z.strictObject({ type: z.literal('named'), nameHash: hash }),
  z.strictObject({ type: z.literal('nameTakenDown'), entryId: id }),
]);
export type Event = z.infer<typeof Event>;
