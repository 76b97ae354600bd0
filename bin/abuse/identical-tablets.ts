import type { Chance } from './chance.ts';
import { type Gathering, visit, weekdayMorning } from './gatherings.ts';
import { accountAge } from './honest-fans.ts';
import { commonAgent, homeLine } from './places.ts';
import { MINUTE_MS, entryId } from './world.ts';

/**
 * Honest people on machines that a school has set up alike, at one address: whatever a program on one host shows, but for its
 * persistence. They are part of every run, and their votes have to count.
 */

const setUpAlike = (chance: Chance, name: string) =>
  chance.happens(0.5) ? commonAgent(chance) : `agent-of-${name}`;

/**
 * An assembly votes on identical tablets when the headmistress says "now": 170 to 190 pupils within 30 to 90 s, which is what loading the
 * page, the proof of work and finding the button take. Some halls start at once and straggle, some hesitate, in some the network hands
 * out one page after another.
 */
export const assembly: Gathering = (chance) => {
  const classmate = entryId(chance.whole(15, 50));
  const connection = homeLine(chance);
  const agent = setUpAlike(chance, 'tablets');
  const saidMs = weekdayMorning(chance);
  const spreadMs = chance.between(30_000, 90_000);
  const guests = chance.happens(0.5);
  const delay = chance.pick([
    () => spreadMs * chance.unit(),
    () => Math.min(chance.exponential(spreadMs / 3), 2 * spreadMs),
    () => Math.min(chance.logNormal(spreadMs / 2, 0.5), 2 * spreadMs),
  ]);
  return Array.from({ length: chance.whole(170, 190) }, (_, number) => {
    const voterId = `hall-${number}`;
    const atMs = saidMs + delay();
    return visit(chance, {
      ...{ origin: 'assembly' as const, voterId, targetId: classmate, atMs, connection },
      browser: { device: `tablet-${number}`, agent },
      ...{ referrer: null, verifiedAtMs: guests ? null : accountAge(chance, atMs) },
    });
  }).flat();
};

/**
 * Computers of a lab as kiosks: 90 to 180 pupils queue at four to twelve of them and sign in one after another, each when the one before
 * has left.
 */
export const kiosks: Gathering = (chance) => {
  const classmate = entryId(chance.whole(15, 50));
  const connection = homeLine(chance);
  const agent = setUpAlike(chance, 'lab');
  const turnMs = chance.between(30_000, 90_000);
  const opensMs = weekdayMorning(chance);
  const freeAtMs = Array.from({ length: chance.whole(4, 12) }, () => opensMs);
  return Array.from({ length: chance.whole(90, 180) }, (_, number) => {
    const kiosk = freeAtMs.indexOf(Math.min(...freeAtMs));
    const atMs = (freeAtMs[kiosk]! += chance.logNormal(turnMs, 0.5));
    return visit(chance, {
      ...{ origin: 'kiosks' as const, voterId: `queue-${number}`, targetId: classmate, atMs },
      ...{ connection, browser: { device: `kiosk-${kiosk}`, agent } },
      ...{ referrer: null, verifiedAtMs: atMs - chance.between(0.2, 0.8) * MINUTE_MS },
    });
  }).flat();
};
