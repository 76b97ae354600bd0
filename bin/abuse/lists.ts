import { signedUpTogether } from './acquaintances.ts';
import { type Gathering, midnightOf, weekdayMorning } from './gatherings.ts';
import type { Chance } from './chance.ts';
import { accountAge, popularEntry } from './honest-fans.ts';
import { commonAgent, homeLine, mobileLine, ownBrowser } from './places.ts';
import {
  type CastVote,
  CONTEST_DAYS,
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  entryId,
  nextLook,
  wakingMoment,
} from './world.ts';

/**
 * Honest people who vote for the same few entries, and look like a ring for it. They are part of every run, and their votes have to count.
 */

const anywhere = (chance: Chance) => (chance.happens(0.45) ? mobileLine(chance) : homeLine(chance));

export function severalEntries(
  chance: Chance,
  count: number,
  [low, high]: readonly [number, number],
): string[] {
  const chosen = new Set<string>();
  while (chosen.size < count) chosen.add(entryId(chance.whole(low, high)));
  return [...chosen];
}

/** One visit with a vote for each of the entries, in an order of their own. */
function castAll(chance: Chance, targets: Iterable<string>, first: Omit<CastVote, 'targetId'>) {
  let { atMs } = first;
  return [...targets]
    .map((targetId) => ({ targetId, order: chance.unit() }))
    .sort((a, b) => a.order - b.order)
    .map(({ targetId }): CastVote => {
      const vote = { ...first, targetId, atMs };
      atMs += nextLook(chance);
      return vote;
    });
}

/**
 * A school has three to five entries in the contest, and 150 to 220 pupils vote for all of them in one morning: at one address, on laptops
 * that the school has set up alike, the whole set and hardly anything else. Some schools need two or three mornings; in half of them all signed up for something
 * else weeks before, a class in a lesson.
 */
export const schoolEntries: Gathering = (chance) => {
  const entries = severalEntries(chance, chance.pick([3, 4, 5]), [10, 55]);
  const connection = homeLine(chance);
  const agent = chance.happens(0.5) ? commonAgent(chance) : 'agent-of-laptops';
  const mornings = Array.from({ length: chance.whole(1, 3) }, () => weekdayMorning(chance));
  const faithful = chance.between(0.8, 1);
  const signedUp = chance.happens(0.5) ? signedUpTogether(chance, 8) : null;
  return Array.from({ length: chance.whole(150, 220) }, (_, number) => {
    const atMs = chance.pick(mornings) + chance.unit() * HOUR_MS;
    const targets = new Set(entries);
    if (!chance.happens(faithful)) targets.delete(chance.pick(entries));
    if (!chance.happens(faithful)) targets.add(popularEntry(chance));
    return castAll(chance, targets, {
      ...{ origin: 'school entries', voterId: `laptop-pupil-${number}`, atMs, connection },
      browser: { device: `laptop-${number}`, agent },
      ...{ referrer: null, verifiedAtMs: signedUp ? signedUp() : accountAge(chance, atMs) },
    });
  }).flat();
};

/**
 * Somebody's page with five favourites: of 300 to 600 readers a few in a hundred follow it to the letter, most take what they like of it, and
 * the rest look for themselves.
 */
export const listReaders: Gathering = (chance) => {
  const favourites = severalEntries(chance, 5, [3, 40]);
  const toTheLetter = chance.between(0.03, 0.06);
  const publishedMs =
    midnightOf(chance.whole(1, CONTEST_DAYS - 2)) + chance.between(6, 20) * HOUR_MS;
  return Array.from({ length: chance.whole(300, 600) }, (_, number) => {
    const voterId = `list-reader-${number}`;
    const atMs = publishedMs + Math.min(chance.logNormal(3 * HOUR_MS, 1), 40 * HOUR_MS);
    const targets = new Set<string>(chance.happens(toTheLetter) ? favourites : []);
    if (targets.size === 0) {
      for (let some = chance.whole(1, 4); some > 0; some--)
        targets.add(chance.happens(0.65) ? chance.pick(favourites) : popularEntry(chance));
    }
    return castAll(chance, targets, {
      ...{ origin: 'list readers', voterId, atMs, connection: anywhere(chance) },
      browser: ownBrowser(chance, voterId, null),
      referrer: chance.happens(0.7) ? 'blog' : null,
      verifiedAtMs: accountAge(chance, atMs),
    });
  }).flat();
};

/**
 * A fan club that judges together: 40 to 80 members talk about the entries for some evenings and agree on four or five, more or less. Each leaves
 * out what was not liked and adds what the others did not see.
 */
export const fanClub: Gathering = (chance) => {
  const agreed = severalEntries(chance, chance.whole(4, 5), [5, 50]);
  const agrees = chance.between(0.7, 0.9);
  const firstDay = chance.whole(1, CONTEST_DAYS - 4);
  return Array.from({ length: chance.whole(40, 80) }, (_, number) => {
    const voterId = `club-${number}`;
    const atMs = wakingMoment(chance, firstDay + chance.whole(0, 2));
    const targets = new Set(agreed.filter(() => chance.happens(agrees)));
    for (let own = chance.whole(0, 2); own > 0; own--) targets.add(popularEntry(chance));
    return castAll(chance, targets, {
      ...{ origin: 'fan club', voterId, atMs, connection: anywhere(chance) },
      ...{ browser: ownBrowser(chance, voterId, null), referrer: null },
      verifiedAtMs: chance.happens(0.5)
        ? accountAge(chance, atMs)
        : atMs - chance.between(1, 40) * DAY_MS - MINUTE_MS,
    });
  }).flat();
};
