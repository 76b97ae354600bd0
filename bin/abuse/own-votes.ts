import type { Attack } from './attackers.ts';
import { ownFans } from './honest-fans.ts';
import { homeLine, mobileLine, ownBrowser } from './places.ts';
import { type CastVote, DAY_MS, MINUTE_MS, OPENS_AT_MS, wakingMoment } from './world.ts';

/**
 * An author who votes for the own entry with an account for every mailbox there is: on the device the entry was handed in with, from
 * home and on the road, over some evenings. The entry has fans of its own besides.
 */
export const selfVotes: Attack = (chance) => {
  const accounts = chance.whole(10, 40);
  const home = homeLine(chance);
  const browser = ownBrowser(chance, 'self-author', null);
  const evenings = Array.from({ length: chance.whole(1, 6) }, () => chance.whole(0, 12));
  const targetId = 'self-entry';
  const votes = Array.from({ length: accounts }, (_, number): CastVote => {
    const atMs = wakingMoment(chance, chance.pick(evenings));
    return {
      ...{ origin: 'self-votes', voterId: `self-${number}`, targetId, atMs },
      ...{ connection: chance.happens(0.7) ? home : mobileLine(chance), browser, referrer: null },
      verifiedAtMs: atMs - chance.between(1, 20) * MINUTE_MS,
    };
  });
  const atMs = OPENS_AT_MS - chance.between(0.2, 10) * DAY_MS;
  return {
    votes: [...votes, ...ownFans(chance, targetId, chance.whole(20, 150))],
    entries: [{ id: targetId, authorId: 'self-author', atMs, connection: home, browser }],
  };
};
