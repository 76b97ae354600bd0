import { z } from 'zod';

export const Method = z.enum(['approval', 'score', 'schulze', 'borda', 'bradleyTerry', 'firsts']);
export type Method = z.infer<typeof Method>;

/** How a round's ballots were read for a method they were not cast for. */
export const Reading = z.enum([
  'asCast',
  'picksOverRest',
  'pickIsFivePoints',
  'fourAndMore',
  'byPoints',
  'pointsAsDuels',
  'topScores',
  'upperHalfOfList',
  'fivePointsDown',
  'listsAsDuels',
  'firstPlaces',
  'duelsWon',
  'duelPoints',
  'duelsAsPairs',
]);
export type Reading = z.infer<typeof Reading>;

export const MethodsCompared = z.strictObject({
  roundId: z.string(),
  /** The method that counts the round. */
  deciding: Method,
  methods: z.array(
    z.strictObject({
      method: Method,
      reading: Reading,
      /** How many stand level at the top by this method. */
      firstCount: z.int().min(0),
    }),
  ),
  /** The first designs by the deciding method; rank and figure for each method, in the order of `methods`. */
  designs: z
    .array(
      z.strictObject({
        entryId: z.string(),
        ranks: z.array(z.int().min(1)),
        figures: z.array(z.int()),
      }),
    )
    .max(16),
  /** Whether all methods put the same design first, alone or level with others. */
  sameFirst: z.boolean(),
  /** Whether all methods give the very same ranking. */
  sameRanking: z.boolean(),
});
export type MethodsCompared = z.infer<typeof MethodsCompared>;
