import type { Chance } from './chance.ts';
import { type Gathering, midnightOf, visit, weekdayMorning } from './gatherings.ts';
import { popularEntry } from './honest-fans.ts';
import { commonAgent, homeLine, mobileLine, ownBrowser } from './places.ts';
import {
  type CastVote,
  CONTEST_DAYS,
  type Connection,
  HOUR_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  type Part,
  entryId,
} from './world.ts';

/**
 * Honest people who sign in one after another on one machine, and look like one operator with many accounts for it. They are part of
 * every run, and their votes have to count.
 */

const justSignedIn = (chance: Chance, atMs: number) => atMs - chance.between(0.3, 3) * MINUTE_MS;

/**
 * A computer of a library: 60 to 140 people use it on the contest's days, many of them for an entry from the town. One browser, one address, all
 * accounts fresh.
 */
export const library: Gathering = (chance) => {
  const local = entryId(chance.whole(10, 50));
  const forLocal = chance.between(0.3, 0.9);
  const connection = homeLine(chance);
  const browser = ownBrowser(chance, 'library', null);
  const days = chance.whole(2, CONTEST_DAYS - 2);
  return Array.from({ length: chance.whole(60, 140) }, (_, number) => {
    const atMs = midnightOf(chance.whole(1, days)) + chance.between(9, 18) * HOUR_MS;
    return visit(chance, {
      ...{ origin: 'library' as const, voterId: `library-${number}`, atMs, connection, browser },
      targetId: chance.happens(forLocal) ? local : popularEntry(chance),
      ...{ referrer: null, verifiedAtMs: justSignedIn(chance, atMs) },
    });
  }).flat();
};

/**
 * A tablet at a fair: 40 to 90 visitors vote on it within one to three days, for what they like. It is on one carrier's network and gets another
 * address now and then.
 */
export const fairTablet: Gathering = (chance) => {
  const browser = ownBrowser(chance, 'fair', null);
  const carrier = mobileLine(chance).network;
  const days = chance.whole(1, 3);
  const firstDay = chance.whole(1, CONTEST_DAYS - 4);
  const reconnectsMs = chance.between(20, 60) * MINUTE_MS;
  const moments = Array.from(
    { length: chance.whole(40, 90) },
    () => midnightOf(firstDay + chance.whole(0, days - 1)) + (9 + 9 * chance.unit()) * HOUR_MS,
  ).sort((a, b) => a - b);
  let connection: Connection = lineOf(chance, carrier);
  let keptUntilMs = 0;
  return moments.flatMap((atMs, number): CastVote[] => {
    if (atMs >= keptUntilMs) {
      connection = lineOf(chance, carrier);
      keptUntilMs = atMs + chance.exponential(reconnectsMs);
    }
    return visit(chance, {
      ...{ origin: 'fair tablet' as const, voterId: `fair-${number}`, atMs, connection, browser },
      ...{ targetId: popularEntry(chance), referrer: null },
      verifiedAtMs: justSignedIn(chance, atMs),
    });
  });
};

function lineOf(chance: Chance, network: string): Connection {
  for (;;) {
    const line = mobileLine(chance);
    if (line.network === network) return line;
  }
}

/**
 * A lab in which a class made its picture: a pupil handed it in on one of the five to ten computers, and 60 to 120 pupils sign in there one after
 * another to vote for it. A tenth of the votes or more come from the author's own device.
 */
export const lab = (chance: Chance): Part => {
  const connection = homeLine(chance);
  const agent = commonAgent(chance);
  const opensMs = weekdayMorning(chance);
  const turnMs = chance.between(40_000, 120_000);
  const freeAtMs = Array.from({ length: chance.whole(5, 10) }, () => opensMs);
  const computer = (number: number) => ({ device: `lab-${number}`, agent });
  const votes = Array.from({ length: chance.whole(60, 120) }, (_, number) => {
    const at = freeAtMs.indexOf(Math.min(...freeAtMs));
    const atMs = (freeAtMs[at]! += chance.logNormal(turnMs, 0.5));
    return visit(chance, {
      ...{ origin: 'lab' as const, voterId: `lab-pupil-${number}`, targetId: 'lab-entry', atMs },
      ...{ connection, browser: computer(at), referrer: null },
      verifiedAtMs: atMs - chance.between(0.2, 0.8) * MINUTE_MS,
    });
  }).flat();
  const handedIn = { connection, browser: computer(0), atMs: OPENS_AT_MS - HOUR_MS };
  return { votes, entries: [{ id: 'lab-entry', authorId: 'lab-author', ...handedIn }] };
};
