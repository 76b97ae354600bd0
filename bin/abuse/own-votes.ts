import type { Attack } from './attackers.ts';
import { ownFans } from './honest-fans.ts';
import { homeLine, mobileLine, ownBrowser } from './places.ts';
import {
  type Attacker,
  type CastVote,
  DAY_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  wakingMoment,
} from './world.ts';

/**
 * An author who votes for the own entry with an account for every mailbox there is: on the device the entry was handed in with, from
 * home and on the road, over some evenings. The entry has fans of its own besides.
 */
const author =
  (origin: Attacker, covers: readonly [number, number]): Attack =>
  (chance, _clientId, popular) => {
    const accounts = chance.whole(10, 40);
    const home = homeLine(chance);
    const browser = ownBrowser(chance, `${origin}-author`, null);
    const evenings = Array.from({ length: chance.whole(1, 6) }, () => chance.whole(0, 12));
    const ownEntry = `${origin}-entry`;
    const votes = Array.from({ length: accounts }, (_, number): CastVote[] => {
      const atMs = wakingMoment(chance, chance.pick(evenings));
      const connection = chance.happens(0.7) ? home : mobileLine(chance);
      const verifiedAtMs = atMs - chance.between(1, 20) * MINUTE_MS;
      const others = new Set(Array.from({ length: chance.whole(...covers) }, popular));
      return [ownEntry, ...others].map((targetId, at) => ({
        origin: targetId === ownEntry ? origin : 'cover votes',
        ...{ voterId: `${origin}-${number}`, targetId, atMs: atMs + at * 20_000 },
        ...{ connection, browser, referrer: null, verifiedAtMs },
      }));
    }).flat();
    const atMs = OPENS_AT_MS - chance.between(0.2, 10) * DAY_MS;
    const authorId = `${origin}-author`;
    return {
      votes: [...votes, ...ownFans(chance, ownEntry, chance.whole(20, 150))],
      entries: [{ id: ownEntry, authorId, atMs, connection: home, browser }],
    };
  };

export const selfVotes = author('self-votes', [0, 0]);

/** The same with three to five votes for others on every account, so that the device looks as if it voted for everything. */
export const coveredSelfVotes = author('covered self-votes', [3, 5]);
