import type { Chance } from './chance.ts';
import { ownFans } from './honest-fans.ts';
import { homeLine, mobileLine, ownBrowser, programAgent, proxyLine } from './places.ts';
import {
  type Attacker,
  type CastVote,
  CLOSES_AT_MS,
  CONTEST_DAYS,
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  type Part,
  entryId,
  wakingMoment,
} from './world.ts';

/**
 * The attackers, written from what is known of such attacks, before the signals were. Each draws its habits from
 * ranges anew for every seed, so that no figure of the report rests on one lucky set of them.
 */
export type Attack = (chance: Chance, clientId: string, popular: () => string) => Part;

/**
 * A vote seller with aged accounts: each on another network and device, delivered over days at the hours of the
 * seller's country, part of them with cover votes. Sellers advertise account ageing, diversity of networks and
 * pacing (buyvotescontest.com, glossary: "Account aging", "ASN diversity", "Drip-feed delivery"); De Cristofaro et
 * al. 2014, "Paying for Likes?", found the farm that mimics people and trickles to be the one that survives.
 * Accounts come from registration sessions of some tens, weeks before.
 */
const seller =
  (origin: Attacker, inSession: readonly [number, number]): Attack =>
  (chance, clientId, popular) => {
    const accounts = chance.whole(150, 400);
    const domestic = chance.between(0.2, 0.8);
    const shiftHours = chance.whole(0, 11);
    const firstDay = chance.whole(1, 8);
    const days = chance.whole(2, 5);
    const covered = chance.between(0.2, 0.6);
    const votes: CastVote[] = [];
    let left = 0;
    let sessionAtMs = 0;
    for (let number = 0; number < accounts; number++) {
      if (left === 0) {
        left = chance.whole(...inSession);
        sessionAtMs = OPENS_AT_MS - chance.between(3, 60) * DAY_MS;
      }
      left--;
      sessionAtMs += chance.logNormal(4 * MINUTE_MS, 0.7);
      const voterId = `bought-${number}`;
      const connection = proxyLine(chance, domestic);
      const browser = ownBrowser(chance, voterId, null);
      const cast = (targetId: string, atMs: number) =>
        votes.push({
          origin: targetId === clientId ? origin : 'cover votes',
          voterId,
          targetId,
          atMs,
          connection,
          browser,
          referrer: null,
          verifiedAtMs: sessionAtMs,
        });
      const atMs = wakingMoment(chance, firstDay + chance.whole(0, days - 1), shiftHours);
      cast(clientId, atMs);
      if (!chance.happens(covered)) continue;
      const covers = new Set(Array.from({ length: chance.whole(1, 3) }, popular));
      covers.delete(clientId);
      for (const cover of covers) cast(cover, atMs + chance.between(-5, 5) * MINUTE_MS);
    }
    return { votes, entries: [] };
  };

export const boughtAccounts = seller('bought accounts', [5, 40]);

/** The same with accounts that were registered one at a time over two months, so that there are no batches. */
export const accountsOneByOne = seller('accounts one by one', [1, 1]);

/**
 * One machine that votes through hundreds of proxies with a few browser profiles and disposable e-mail addresses, in
 * sessions with random pauses; half of them clear the cookies before every vote, half do not. Changing the address while the device stays is what rotating proxies sell
 * (Chiapponi et al. 2022, "BADPASS"; Cloudflare 2024, on bots behind residential proxies).
 */
const machine =
  (origin: Attacker, mobile: number): Attack =>
  (chance, clientId) => {
    const total = chance.whole(200, 500);
    const agents = Array.from({ length: chance.whole(1, 5) }, (_, profile) =>
      programAgent(chance, `rotating-${profile}`),
    );
    const clearsCookies = chance.happens(0.5);
    const domestic = chance.between(0.1, 0.9);
    const shortestMs = chance.between(5, 20) * 1000;
    const longestMs = shortestMs * chance.between(2, 10);
    const votes: CastVote[] = [];
    let atMs = 0;
    let sessionEndsMs = 0;
    for (let number = 0; number < total; number++) {
      if (atMs >= sessionEndsMs) {
        atMs = wakingMoment(chance, chance.whole(1, 11));
        sessionEndsMs = atMs + chance.between(0.5, 3) * HOUR_MS;
      }
      atMs += chance.between(shortestMs, longestMs);
      const profile = chance.whole(0, agents.length - 1);
      votes.push({
        origin,
        voterId: `rotating-${number}`,
        targetId: clientId,
        atMs,
        connection:
          mobile > 0 && chance.happens(mobile) ? mobileLine(chance) : proxyLine(chance, domestic),
        browser: {
          device: `rotating-${clearsCookies ? `cookie-${number}` : `profile-${profile}`}`,
          agent: agents[profile]!,
        },
        referrer: null,
        verifiedAtMs: atMs - chance.between(0.5, 5) * MINUTE_MS,
      });
    }
    return { votes, entries: [] };
  };

export const rotatingAddresses = machine('rotating addresses', 0);

/** The same through a pool with as many phones as the contest's fans have, behind the carriers' addresses. */
export const poolOfPhones = machine('pool of phones', 0.45);

/**
 * A group of real people with entries of their own who promise each other votes, from home and phone, at their own
 * hours; some do not keep the promise, most also vote for what they like. Weerasinghe et al. 2020, "The Pod
 * People", describe such groups on Telegram: each member answers for what the others posted.
 */
export const exchangeRing: Attack = (chance, _clientId, popular) => {
  const members = chance.whole(30, 60);
  const asked = chance.whole(5, 12);
  const keeps = chance.between(0.5, 0.9);
  const firstDay = chance.whole(1, 6);
  const days = chance.whole(2, 7);
  const people = Array.from({ length: members }, (_, number) => {
    const id = `ring-${number}`;
    return {
      id,
      home: homeLine(chance),
      browser: ownBrowser(chance, id, 'telegram'),
      verifiedAtMs: OPENS_AT_MS - chance.between(0.1, 40) * DAY_MS,
    };
  });
  const promised = people.map(() => new Set<number>());
  for (const [number] of people.entries()) {
    for (let pair = 0; pair < asked / 2; pair++) {
      const other = chance.whole(0, members - 1);
      if (other === number) continue;
      if (chance.happens(keeps)) promised[number]?.add(other);
      if (chance.happens(keeps)) promised[other]?.add(number);
    }
  }
  const votes: CastVote[] = [];
  for (const [number, person] of people.entries()) {
    const targets = new Set([...promised[number]!].map((other) => `ring-entry-${other}`));
    for (let own = chance.whole(0, 2); own > 0; own--) targets.add(popular());
    for (const targetId of targets) {
      votes.push({
        // What they vote for besides is their honest opinion.
        origin: targetId.startsWith('ring') ? 'exchange ring' : 'fans',
        voterId: person.id,
        targetId,
        atMs: wakingMoment(chance, firstDay + chance.whole(0, days - 1)),
        connection: chance.happens(0.6) ? person.home : mobileLine(chance),
        browser: person.browser,
        referrer: chance.happens(0.5) ? 'telegram' : null,
        verifiedAtMs: person.verifiedAtMs,
      });
    }
  }
  const entries = people.map(({ id, home, browser, verifiedAtMs }, number) => ({
    id: `ring-entry-${number}`,
    authorId: id,
    atMs: Math.max(verifiedAtMs, OPENS_AT_MS - 5 * DAY_MS) + chance.unit() * HOUR_MS,
    connection: home,
    browser,
  }));
  return { votes, entries };
};

/**
 * A ring that has heard of mutual votes: in a circle of its members, each votes for some of the next ten, and nobody for
 * one who votes for them. Their entries have fans of their own besides.
 */
export const circle: Attack = (chance, _clientId, popular) => {
  const members = chance.whole(30, 60);
  const asked = chance.whole(4, 9);
  const keeps = chance.between(0.5, 0.9);
  const firstDay = chance.whole(1, 6);
  const votes: CastVote[] = [];
  const entries: Part['entries'] = [];
  for (let number = 0; number < members; number++) {
    const id = `circle-${number}`;
    const home = homeLine(chance);
    const browser = ownBrowser(chance, id, 'telegram');
    const verifiedAtMs = OPENS_AT_MS - chance.between(0.1, 40) * DAY_MS;
    const atMs = Math.max(verifiedAtMs, OPENS_AT_MS - 5 * DAY_MS) + chance.unit() * HOUR_MS;
    const entry = `circle-entry-${number}`;
    entries.push({ id: entry, authorId: id, atMs, connection: home, browser });
    const targets = new Set<string>();
    for (let step = 1; step <= asked; step++) {
      if (chance.happens(keeps)) targets.add(`circle-entry-${(number + step) % members}`);
    }
    for (let own = chance.whole(0, 2); own > 0; own--) targets.add(popular());
    for (const targetId of targets) {
      votes.push({
        origin: targetId.startsWith('circle') ? 'circle' : 'fans',
        ...{ voterId: id, targetId, atMs: wakingMoment(chance, firstDay + chance.whole(0, 4)) },
        ...{ connection: chance.happens(0.6) ? home : mobileLine(chance), browser },
        ...{ referrer: chance.happens(0.5) ? 'telegram' : null, verifiedAtMs },
      });
    }
    votes.push(...ownFans(chance, entry, chance.whole(0, 30)));
  }
  return { votes, entries };
};

/**
 * One operator who casts a vote every n minutes around the clock, under every limit, through another proxy each
 * time: the "drip-feed delivery" of vote sellers when done by a timer. Half of them reuse some browser profiles,
 * half use a browser made for it that shows a fresh device and another kind of browser for every account.
 */
export const slowDrip: Attack = (chance, clientId) => {
  const everyMs = chance.between(6, 25) * MINUTE_MS;
  const jitter = chance.between(0.02, 0.15);
  const days = chance.between(2, 6);
  const profiles = chance.happens(0.5)
    ? Array.from({ length: chance.whole(3, 10) }, (_, profile) =>
        ownBrowser(chance, `drip-profile-${profile}`, null),
      )
    : null;
  const domestic = chance.between(0.2, 0.9);
  const votes: CastVote[] = [];
  let atMs = OPENS_AT_MS + chance.between(0.5, CONTEST_DAYS - days - 0.5) * DAY_MS;
  const endsMs = Math.min(atMs + days * DAY_MS, CLOSES_AT_MS);
  for (let number = 0; atMs < endsMs; number++) {
    votes.push({
      origin: 'slow drip',
      voterId: `drip-${number}`,
      targetId: clientId,
      atMs,
      connection: proxyLine(chance, domestic),
      browser: profiles ? chance.pick(profiles) : ownBrowser(chance, `drip-${number}`, null),
      referrer: null,
      verifiedAtMs: atMs - chance.between(1, 30) * MINUTE_MS,
    });
    atMs += everyMs * chance.between(1 - jitter, 1 + jitter);
  }
  return { votes, entries: [] };
};

/** An entry that is neither first nor last: a client who buys votes because the place is within reach. */
export const clientOf = (chance: Chance) => entryId(chance.whole(4, 30));
