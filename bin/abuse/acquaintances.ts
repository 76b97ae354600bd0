import type { Chance } from './chance.ts';
import { type Gathering, midnightOf, visit } from './gatherings.ts';
import { accountAge, popularEntry } from './honest-fans.ts';
import { homeLine, mobileLine, ownBrowser, proxyLine } from './places.ts';
import {
  type CastVote,
  CONTEST_DAYS,
  DAY_MS,
  type HandedIn,
  HOUR_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  type Part,
  entryId,
  nextLook,
  wakingMoment,
} from './world.ts';

/**
 * Honest people who know each other from before, and look like bought accounts, rotating addresses or an exchange ring
 * for it. They are part of every run, and their votes have to count.
 */

const anywhere = (chance: Chance) => (chance.happens(0.45) ? mobileLine(chance) : homeLine(chance));

/** When people signed up who did so together: one lesson or evening of some minutes to an hour, weeks before. */
export function signedUpTogether(chance: Chance, sessions: number): () => number {
  const startsMs = Array.from(
    { length: sessions },
    () => OPENS_AT_MS - chance.between(4, 56) * DAY_MS,
  );
  const lengthMs = chance.between(10, 50) * MINUTE_MS;
  return () => chance.pick(startsMs) + chance.unit() * lengthMs;
}

/** When somebody votes who was asked to in a group's chat: over some days, most on the first. */
function askedInChat(chance: Chance): () => number {
  const firstDay = chance.whole(1, CONTEST_DAYS - 5);
  const days = chance.whole(1, 4);
  return () => wakingMoment(chance, firstDay + Math.floor(days * chance.unit() ** 2));
}

/**
 * Pupils who signed up for an earlier project, one to six classes in a lesson each, and did nothing since. Now most
 * of them vote for the one whose picture is in this contest: from home and phone, over days. Aged accounts from
 * several batches with one vote each, as a seller's are.
 */
export const earlierProject: Gathering = (chance) => {
  const classes = chance.whole(1, 6);
  const pupils = Math.round(classes * chance.between(18, 28) * chance.between(0.6, 0.9));
  const friend = entryId(chance.whole(10, 50));
  const signUp = signedUpTogether(chance, classes);
  const voteTime = askedInChat(chance);
  return Array.from({ length: pupils }, (_, number) => {
    const voterId = `project-${number}`;
    return visit(chance, {
      ...{ origin: 'project' as const, voterId, targetId: friend, atMs: voteTime() },
      ...{ connection: anywhere(chance), browser: ownBrowser(chance, voterId, null) },
      ...{ referrer: null, verifiedAtMs: signUp() },
    });
  }).flat();
};

/**
 * Former exchange students, now all over the world: 25 to 60 who signed up on one or two evenings for an earlier contest
 * and vote for one of them now. Aged, from one batch, from networks that nobody else uses, one vote each.
 */
export const alumni: Gathering = (chance) => {
  const friend = entryId(chance.whole(10, 50));
  const signUp = signedUpTogether(chance, chance.whole(1, 2));
  const voteTime = askedInChat(chance);
  const atHome = chance.between(0, 0.4);
  return Array.from({ length: chance.whole(25, 60) }, (_, number) => {
    const voterId = `alumna-${number}`;
    return visit(chance, {
      ...{ origin: 'alumni' as const, voterId, targetId: friend, atMs: voteTime() },
      ...{ connection: proxyLine(chance, atHome), browser: ownBrowser(chance, voterId, null) },
      ...{ referrer: null, verifiedAtMs: signUp() },
    });
  }).flat();
};

/** An author's family and friends abroad, asked in a chat: unusual networks, other hours, accounts as everybody has. */
export const abroad: Gathering = (chance) => {
  const friend = entryId(chance.whole(10, 50));
  const voteTime = askedInChat(chance);
  const shiftMs = chance.whole(0, 11) * HOUR_MS;
  const atHome = chance.between(0, 0.3);
  return Array.from({ length: chance.whole(40, 90) }, (_, number) => {
    const voterId = `abroad-${number}`;
    const atMs = Math.max(OPENS_AT_MS, voteTime() - shiftMs);
    return visit(chance, {
      ...{ origin: 'abroad' as const, voterId, targetId: friend, atMs },
      ...{ connection: proxyLine(chance, atHome), browser: ownBrowser(chance, voterId, null) },
      ...{ referrer: null, verifiedAtMs: accountAge(chance, atMs) },
    });
  }).flat();
};

/**
 * A class of authors: each of 20 to 28 pupils handed in a picture of their own, and votes for some friends in the class
 * (who mostly like them back) and for as many others. They signed up and vote in lessons, at one address.
 */
export const classOfAuthors = (chance: Chance): Part => {
  const size = chance.whole(20, 28);
  const signUp = signedUpTogether(chance, 1);
  const school = homeLine(chance);
  const lessonMs = midnightOf(chance.whole(1, CONTEST_DAYS - 2)) + chance.between(7, 12) * HOUR_MS;
  const pupils = Array.from({ length: size }, (_, number) => {
    const id = `classmate-${number}`;
    return { id, browser: ownBrowser(chance, id, null), verifiedAtMs: signUp() };
  });
  const likes = pupils.map(() => new Set<string>());
  for (const number of pupils.keys()) {
    for (let friends = chance.whole(0, 2); friends > 0; friends--) {
      const friend = chance.whole(0, size - 1);
      if (friend === number) continue;
      likes[number]!.add(`class-entry-${friend}`);
      if (chance.happens(0.6)) likes[friend]!.add(`class-entry-${number}`);
    }
  }
  const votes: CastVote[] = [];
  for (const [number, { id, browser, verifiedAtMs }] of pupils.entries()) {
    const others = Math.max(1, likes[number]!.size + chance.whole(-1, 1));
    for (let other = 0; other < others; other++) likes[number]!.add(popularEntry(chance));
    const inLesson = chance.happens(0.7);
    const connection = inLesson ? school : anywhere(chance);
    let atMs = inLesson
      ? lessonMs + chance.unit() * 30 * MINUTE_MS
      : wakingMoment(chance, chance.whole(1, CONTEST_DAYS - 1));
    for (const targetId of likes[number]!) {
      const origin = 'class of authors' as const;
      const trace = { connection, browser, referrer: null, verifiedAtMs };
      votes.push({ origin, voterId: id, targetId, atMs, ...trace });
      atMs += nextLook(chance);
    }
  }
  const entries = pupils.map(({ id, browser, verifiedAtMs }, number): HandedIn => {
    const atMs = verifiedAtMs + chance.unit() * HOUR_MS;
    return { id: `class-entry-${number}`, authorId: id, atMs, connection: school, browser };
  });
  return { votes, entries };
};
