import type { Attack } from './attackers.ts';
import type { Chance } from './chance.ts';
import { programAgent } from './places.ts';
import { type Attacker, type CastVote, MINUTE_MS, wakingMoment } from './world.ts';

/** How a program spaces its votes: the moments of `total` of them, from `startMs` on. */
type Manner = (chance: Chance, total: number, startMs: number) => number[];

/** One loop with a pause of about the same length each time. */
const steadyLoop: Manner = (chance, total, startMs) => {
  const gapMs = meanGapMs(chance, total);
  const jitter = chance.between(0.05, 0.5);
  let atMs = startMs;
  return Array.from(
    { length: total },
    () => (atMs += gapMs * chance.between(1 - jitter, 1 + jitter)),
  );
};

/** One loop that waits at random: a Poisson process, as independent people are. */
const randomWaits: Manner = (chance, total, startMs) => {
  const gapMs = meanGapMs(chance, total);
  let atMs = startMs;
  return Array.from({ length: total }, () => (atMs += chance.exponential(gapMs)));
};

/** A burst takes three to fifteen minutes. */
const meanGapMs = (chance: Chance, total: number) => (chance.between(3, 15) * MINUTE_MS) / total;

/** Four to sixteen loops without pauses: each vote takes what a new guest's proof of work and two requests take. */
const parallelWorkers: Manner = (chance, total, startMs) => {
  const takesMs = chance.between(500, 1500);
  const workers = Array.from({ length: chance.whole(4, 16) }, () => startMs);
  return Array.from({ length: total }, () => {
    const next = workers.indexOf(Math.min(...workers));
    return (workers[next]! += chance.logNormal(takesMs, 0.4));
  });
};

const manners = [steadyLoop, randomWaits, parallelWorkers];

/**
 * A headless browser in a data centre that makes a guest for every vote, as fast as it goes or nearly. The blatant
 * kind of De Cristofaro et al. 2014: bots that "do not really try to hide the nature of their operations". Half have one host,
 * half up to twelve; half are one program, half two or three.
 */
const burst =
  (origin: Attacker, mannerOf: (chance: Chance) => Manner): Attack =>
  (chance, clientId) => {
    const total = chance.whole(200, 600);
    const hosts = chance.happens(0.5) ? 1 : chance.whole(2, 12);
    const network = `hosting-${chance.whole(1, 20)}`;
    const agents = Array.from(
      { length: chance.happens(0.5) ? 1 : chance.whole(2, 3) },
      (_, program) => programAgent(chance, `headless-${program}`),
    );
    const startMs = wakingMoment(chance, chance.whole(1, 12));
    const moments = mannerOf(chance)(chance, total, startMs).sort((a, b) => a - b);
    const votes = moments.map((atMs, number): CastVote => {
      const block = `${network}/${chance.whole(1, hosts)}`;
      return {
        ...{ origin, voterId: `${origin}-${number}`, targetId: clientId, atMs },
        connection: { address: `${block}/1`, block, network },
        // A guest is a cookie: a new guest for every vote is a new device for every vote.
        browser: { device: `${origin}-cookie-${number}`, agent: chance.pick(agents) },
        ...{ referrer: null, verifiedAtMs: null },
      };
    });
    return { votes, entries: [] };
  };

/** In one of the three manners, drawn anew for every seed, so that its recall does not rest on the signal against one of them. */
export const headlessBurst = burst('headless burst', (chance) => chance.pick(manners));

/** Each manner by itself, so that the figure of each is known. */
export const steadyBurst = burst('burst, steady', () => steadyLoop);
export const randomBurst = burst('burst, at random', () => randomWaits);
export const parallelBurst = burst('burst, parallel', () => parallelWorkers);
