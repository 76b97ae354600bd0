import type { Attack } from './attackers.ts';
import { severalEntries } from './lists.ts';
import { homeLine, mobileLine, ownBrowser, proxyLine } from './places.ts';
import { type Attacker, type CastVote, DAY_MS, HOUR_MS, MINUTE_MS, wakingMoment } from './world.ts';

/**
 * One browser that keeps its cookies and signs in with one account after another, each through another proxy. Every account votes for the client and
 * for two to five others besides, so that the device looks as if it voted for everything.
 */
export const deviceWithCovers: Attack = (chance, clientId, popular) => {
  const browser = ownBrowser(chance, 'covering', null);
  const domestic = chance.between(0.1, 0.9);
  const covers = chance.whole(2, 5);
  const aged = chance.happens(0.3);
  const votes: CastVote[] = [];
  let atMs = 0;
  let sessionEndsMs = 0;
  for (let number = chance.whole(30, 80); number > 0; number--) {
    if (atMs >= sessionEndsMs) {
      atMs = wakingMoment(chance, chance.whole(1, 10));
      sessionEndsMs = atMs + chance.between(0.5, 4) * HOUR_MS;
    }
    atMs += chance.logNormal(4 * MINUTE_MS, 0.8);
    const connection = proxyLine(chance, domestic);
    const verifiedAtMs = atMs - (aged ? chance.between(2, 60) * DAY_MS : 3 * MINUTE_MS);
    const targets = new Set([clientId, ...Array.from({ length: covers }, popular)]);
    for (const targetId of targets) {
      votes.push({
        origin: targetId === clientId ? 'device with covers' : 'cover votes',
        ...{ voterId: `covering-${number}`, targetId, atMs, connection, browser },
        ...{ referrer: null, verifiedAtMs },
      });
      atMs += chance.logNormal(20_000, 0.8);
    }
  }
  return { votes, entries: [] };
};

/**
 * Hired people, each with a phone or computer of their own, who work through a list of four to six clients and vote for each: over one to four
 * days, at their own hours, from home or through a proxy. A slip here and there, hardly a vote of their own.
 */
const hired =
  (origin: Attacker, covers: readonly [number, number], covering: number): Attack =>
  (chance, clientId, popular) => {
    const clients = new Set([clientId, ...severalEntries(chance, chance.whole(4, 5), [4, 50])]);
    const slips = chance.between(0, 0.04);
    const abroad = chance.between(0, 1);
    const guests = chance.happens(0.5);
    const firstDay = chance.whole(1, 8);
    const days = chance.whole(1, 4);
    const votes = Array.from({ length: chance.whole(45, 120) }, (_, number): CastVote[] => {
      const voterId = `${origin}-${number}`;
      const browser = ownBrowser(chance, voterId, null);
      const far = chance.happens(abroad);
      const near = chance.happens(0.3) ? mobileLine(chance) : homeLine(chance);
      const connection = far ? proxyLine(chance, 0.2) : near;
      const targets = [...clients].filter(() => !chance.happens(slips));
      if (chance.happens(covering)) {
        for (let cover = chance.whole(...covers); cover > 0; cover--) targets.push(popular());
      }
      let atMs = wakingMoment(chance, firstDay + chance.whole(0, days - 1));
      const verifiedAtMs = guests ? null : atMs - chance.logNormal(5 * MINUTE_MS, 1);
      return [...new Set(targets)].map((targetId): CastVote => {
        atMs += chance.logNormal(15_000, 0.8);
        return {
          origin: clients.has(targetId) ? origin : 'cover votes',
          ...{ voterId, targetId, atMs, connection, browser, referrer: null, verifiedAtMs },
        };
      });
    });
    return { votes: votes.flat(), entries: [] };
  };

export const rentedRing = hired('rented ring', [1, 1], 0.1);

/** The same with one to three votes of their own for every member, so that no two ballots are the same. */
export const coveredRing = hired('ring with covers', [1, 3], 1);
