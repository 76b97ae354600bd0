import { type Chance, cumulate } from './chance.ts';
import { homeLine, mobileLine, ownBrowser } from './places.ts';
import {
  type Browser,
  type CastVote,
  type Connection,
  CONTEST_DAYS,
  DAY_MS,
  ENTRY_COUNT,
  type HandedIn,
  HOUR_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  type Part,
  entryId,
  nextLook,
  wakingMoment,
} from './world.ts';

const TASTES = 6;

/** Entries by attention: a skewed law (Zipf with exponent 0.8), as attention to online content has. */
export const attention = cumulate(
  Array.from({ length: ENTRY_COUNT }, (_, rank) => (rank + 1) ** -0.8),
);
export const popularEntry = (chance: Chance) => entryId(chance.weighted(attention));

/** Where visitors come from; most browsers tell nothing. */
const referrers = [null, null, null, null, 'search', 'instagram', 'instagram', 'facebook', 'brand'];

/** A household: one line to the internet, and in some of them one tablet for all. */
interface Household {
  line: Connection;
  sharedBrowser: Browser | null;
}

/** When an account was confirmed: many voters are guests, most others sign in to vote. */
export function accountAge(chance: Chance, firstVoteAtMs: number): number | null {
  if (chance.happens(0.25)) return null;
  if (chance.happens(0.65)) return firstVoteAtMs - chance.logNormal(4 * MINUTE_MS, 0.9);
  return firstVoteAtMs - chance.between(0.05, 60) * DAY_MS;
}

/**
 * Honest fans: visitors who vote for what they like (half by their taste, all by attention), and supporters
 * who follow a link that somebody shared for one entry. One to five votes each, often on several days, from the
 * line at home or from a phone behind carrier-grade NAT.
 */
export function honestFans(chance: Chance, fans: number): Part {
  const households: Household[] = [];
  const votes: CastVote[] = [];
  const entries: HandedIn[] = [];
  // When each entry was shared: some posts by its author and friends at ordinary hours.
  const posts = Array.from({ length: ENTRY_COUNT }, () =>
    Array.from({ length: chance.whole(1, 4) }, () => ({
      atMs: wakingMoment(chance, chance.whole(0, CONTEST_DAYS - 2)),
      referrer: chance.pick(['instagram', 'facebook', null, null]),
    })),
  );
  const friendships = friendsAmongAuthors(chance);
  let homeless = 0;
  for (let number = 0; number < fans; number++) {
    if (homeless === 0) {
      homeless = chance.whole(1, 5);
      const shared = homeless > 1 && chance.happens(0.15);
      households.push({
        line: homeLine(chance),
        sharedBrowser: shared ? ownBrowser(chance, `family-${households.length}`, null) : null,
      });
    }
    homeless--;
    const household = households.at(-1)!;
    const voterId = `fan-${number}`;
    const author = number < ENTRY_COUNT;
    const targets = new Set(friendships.get(number) ?? []);
    const wanted = Math.max(targets.size, chance.whole(1, 5));
    let atMs = wakingMoment(chance, chance.whole(0, CONTEST_DAYS - 1));
    let referrer = chance.pick(referrers);
    if (chance.happens(0.3)) {
      // A supporter: comes some time after a post, votes for that entry, sometimes for others too.
      const entry = chance.weighted(attention);
      const post = chance.pick(posts[entry]!);
      atMs = post.atMs + chance.logNormal(2 * HOUR_MS, 1.2);
      referrer = post.referrer;
      targets.add(entryId(entry));
    }
    const browser = household.sharedBrowser ?? ownBrowser(chance, voterId, referrer);
    if (author) {
      const submittedAtMs = OPENS_AT_MS - chance.between(0.2, 10) * DAY_MS;
      const connection = household.line;
      entries.push({
        ...{ id: entryId(number), authorId: voterId, atMs: submittedAtMs, connection, browser },
      });
    }
    const supporterOnly = targets.size > 0 && chance.happens(0.5);
    const taste = chance.whole(0, TASTES - 1);
    while (!supporterOnly && targets.size < wanted) targets.add(likedEntry(chance, taste));
    targets.delete(entryId(number));
    const family = browser === household.sharedBrowser;
    let verifiedAtMs = accountAge(chance, atMs);
    if (author) verifiedAtMs = OPENS_AT_MS - 11 * DAY_MS - chance.unit() * 30 * DAY_MS;
    // Guests on one browser are one guest, so a family on one tablet signs in.
    else if (family) verifiedAtMs ??= atMs - chance.logNormal(4 * MINUTE_MS, 0.9);
    let connection = chance.happens(0.45) ? mobileLine(chance) : household.line;
    for (const targetId of targets) {
      const mobile = connection !== household.line;
      const origin = family ? 'families' : mobile ? 'CGNAT' : 'fans';
      votes.push({
        ...{ origin, voterId, targetId, atMs, connection, browser },
        ...{ referrer, verifiedAtMs },
      });
      atMs += nextLook(chance);
      if (!chance.happens(0.3)) continue;
      // Comes back another day.
      const day = Math.floor((atMs - OPENS_AT_MS) / DAY_MS) + chance.whole(1, 4);
      if (day >= CONTEST_DAYS) continue;
      atMs = Math.max(atMs, wakingMoment(chance, day));
      connection = chance.happens(0.45) ? mobileLine(chance) : household.line;
    }
  }
  return { votes, entries };
}

/** Fans of an entry that is none of the sixty: spread over the contest, with one vote each. */
export function ownFans(chance: Chance, targetId: string, count: number): CastVote[] {
  return Array.from({ length: count }, (_, number) => {
    const voterId = `fan-of-${targetId}-${number}`;
    const atMs = wakingMoment(chance, chance.whole(0, CONTEST_DAYS - 1));
    return {
      ...{ origin: 'fans' as const, voterId, targetId, atMs },
      connection: chance.happens(0.55) ? homeLine(chance) : mobileLine(chance),
      browser: ownBrowser(chance, voterId, null),
      ...{ referrer: null, verifiedAtMs: accountAge(chance, atMs) },
    };
  });
}

function likedEntry(chance: Chance, taste: number): string {
  for (;;) {
    const entry = chance.weighted(attention);
    if (chance.happens(0.5) || entry % TASTES === taste) return entryId(entry);
  }
}

/** Authors know each other: some pairs of friends, and a photo club of twelve, vote for one another in earnest. */
function friendsAmongAuthors(chance: Chance): Map<number, string[]> {
  const friendships = new Map<number, string[]>();
  const like = (fan: number, entry: number) =>
    friendships.set(fan, [...(friendships.get(fan) ?? []), entryId(entry)]);
  for (let author = 0; author < ENTRY_COUNT; author++) {
    if (!chance.happens(0.2)) continue;
    const friend = chance.whole(0, ENTRY_COUNT - 1);
    if (friend === author) continue;
    like(author, friend);
    if (chance.happens(0.7)) like(friend, author);
  }
  const club = new Set(Array.from({ length: 12 }, () => chance.whole(0, ENTRY_COUNT - 1)));
  for (const member of club) {
    for (const other of club) if (other !== member && chance.happens(0.25)) like(member, other);
  }
  return friendships;
}
