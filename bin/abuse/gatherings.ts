import type { Chance } from './chance.ts';
import { accountAge, popularEntry } from './honest-fans.ts';
import { commonAgent, homeLine, mobileLine, ownBrowser } from './places.ts';
import {
  type CastVote,
  CONTEST_DAYS,
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  entryId,
  nextLook,
  wakingMoment,
} from './world.ts';

/**
 * Honest people who look like an attack. They are part of every run, and their votes have to count.
 */
export type Gathering = (chance: Chance) => CastVote[];

const weekday = (chance: Chance) => {
  const days = Array.from({ length: CONTEST_DAYS - 1 }, (_, day) => day + 1);
  return chance.pick(days.filter((day) => ![0, 6].includes(dayOfWeek(day))));
};
export const weekdayMorning = (chance: Chance) =>
  midnightOf(weekday(chance)) + chance.between(7, 12) * HOUR_MS;
const dayOfWeek = (day: number) => new Date(OPENS_AT_MS + day * DAY_MS).getUTCDay();
export const midnightOf = (day: number) => OPENS_AT_MS - (OPENS_AT_MS % DAY_MS) + day * DAY_MS;

/**
 * A school votes for a classmate: about 180 pupils at one address within an hour, class by class, on phones of their
 * own; most of them have come for this alone, some vote for one or two others as well.
 */
export const school: Gathering = (chance) => {
  const pupils = chance.whole(170, 190);
  const classmate = entryId(chance.whole(15, 50));
  const connection = homeLine(chance);
  const startsMs = weekdayMorning(chance);
  const classes = Array.from({ length: 8 }, () => startsMs + chance.unit() * 45 * MINUTE_MS);
  return Array.from({ length: pupils }, (_, number) => {
    const voterId = `pupil-${number}`;
    const atMs = chance.pick(classes) + Math.min(chance.exponential(4 * MINUTE_MS), 14 * MINUTE_MS);
    return visit(chance, {
      origin: 'school',
      voterId,
      targetId: classmate,
      atMs,
      connection,
      browser: ownBrowser(chance, voterId, null),
      referrer: null,
      verifiedAtMs: accountAge(chance, atMs),
    });
  }).flat();
};

/** A newspaper's article with a link to one entry: a few hundred readers within a day, half of them in two hours. */
export const newspaper: Gathering = (chance) => {
  const readers = chance.whole(300, 500);
  const featured = entryId(chance.whole(5, 40));
  const publishedMs =
    midnightOf(chance.whole(1, CONTEST_DAYS - 2)) + chance.between(5, 10) * HOUR_MS;
  return Array.from({ length: readers }, (_, number) => {
    const voterId = `reader-${number}`;
    const atMs = publishedMs + Math.min(chance.logNormal(2 * HOUR_MS, 1), 30 * HOUR_MS);
    return visit(chance, {
      origin: 'newspaper',
      voterId,
      targetId: chance.happens(0.85) ? featured : popularEntry(chance),
      atMs,
      connection: chance.happens(0.45) ? mobileLine(chance) : homeLine(chance),
      browser: ownBrowser(chance, voterId, null),
      referrer: chance.happens(0.8) ? 'newspaper' : null,
      verifiedAtMs: accountAge(chance, atMs),
    });
  }).flat();
};

/** An office votes for a colleague: 35 people at one address on laptops set up alike, so that all have one kind of browser. */
export const office: Gathering = (chance) => {
  const colleague = entryId(chance.whole(15, 50));
  const connection = homeLine(chance);
  const agent = chance.happens(0.5) ? commonAgent(chance) : 'agent-of-office';
  const day = weekday(chance);
  return Array.from({ length: 35 }, (_, number) => {
    const atMs = Math.max(
      wakingMoment(chance, day),
      midnightOf(day) + (8 + 9 * chance.unit()) * HOUR_MS,
    );
    return visit(chance, {
      origin: 'office',
      voterId: `colleague-${number}`,
      targetId: colleague,
      atMs,
      connection,
      browser: { ...ownBrowser(chance, `colleague-${number}`, null), agent },
      referrer: chance.happens(0.5) ? 'intranet' : null,
      verifiedAtMs: accountAge(chance, atMs),
    });
  }).flat();
};

/**
 * A programme on the radio speaks of one entry: 150 to 350 listeners, half of them within the hour, who type the address, so no
 * link shows where they come from. Everything that a machine with many addresses brings, but for its few browsers.
 */
export const radio: Gathering = (chance) => {
  const spoken = entryId(chance.whole(5, 45));
  const airedMs = midnightOf(chance.whole(1, CONTEST_DAYS - 2)) + chance.between(6, 19) * HOUR_MS;
  return Array.from({ length: chance.whole(150, 350) }, (_, number) => {
    const voterId = `listener-${number}`;
    const atMs = airedMs + Math.min(chance.logNormal(HOUR_MS, 1), 20 * HOUR_MS);
    return visit(chance, {
      ...{ origin: 'radio' as const, voterId, targetId: spoken, atMs },
      connection: chance.happens(0.45) ? mobileLine(chance) : homeLine(chance),
      browser: ownBrowser(chance, voterId, null),
      ...{ referrer: null, verifiedAtMs: accountAge(chance, atMs) },
    });
  }).flat();
};

/**
 * A forum of people with one taste in computers: 50 to 110 within a day, most with the same uncommon browser, which hides the link
 * they came by, and more of them at home than others are.
 */
export const forum: Gathering = (chance) => {
  const praised = entryId(chance.whole(10, 50));
  const postedMs = wakingMoment(chance, chance.whole(1, CONTEST_DAYS - 2));
  const alike = chance.between(0.5, 0.75);
  const mobile = chance.between(0.15, 0.45);
  return Array.from({ length: chance.whole(50, 110) }, (_, number) => {
    const voterId = `forum-${number}`;
    const atMs = postedMs + Math.min(chance.logNormal(2 * HOUR_MS, 1), 24 * HOUR_MS);
    const browser = ownBrowser(chance, voterId, null);
    return visit(chance, {
      ...{ origin: 'forum' as const, voterId, targetId: praised, atMs },
      connection: chance.happens(mobile) ? mobileLine(chance) : homeLine(chance),
      browser: chance.happens(alike) ? { ...browser, agent: 'agent-of-forum' } : browser,
      ...{ referrer: null, verifiedAtMs: accountAge(chance, atMs) },
    });
  }).flat();
};

/** A first vote, and in one visit of five one or two more for what else is on the page. */
export function visit(chance: Chance, first: CastVote): CastVote[] {
  const votes = [first];
  if (!chance.happens(0.2)) return votes;
  const others = new Set(Array.from({ length: chance.whole(1, 2) }, () => popularEntry(chance)));
  others.delete(first.targetId);
  let atMs = first.atMs;
  for (const targetId of others)
    votes.push({ ...first, targetId, atMs: (atMs += nextLook(chance)) });
  return votes;
}
