import { type Ballot, type Ballots, ballotsOf } from './ballots.ts';
import { type EntrySet, expectedHolders } from './entry-sets.ts';
import type { Finding } from './finding.ts';
import { fromManyPlaces } from './places.ts';
import { type EvidenceIndex, type Row, compareIds, countBy, distinct, groupBy } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { poissonSurprise, ramp, rounded } from './statistics.ts';
import { votesOfHalls } from './traits.ts';

/**
 * A large ring whose ballots are one set: about forty accounts and more, from many places, that vote for the same four entries or more and
 * for hardly anything else. Hired accounts that work through a list of clients look so.
 *
 * Formula: x accounts have exactly the set S of m entries. With popularity p among the others, m!·p₁…pₘ accounts for each ballot of m
 * entries have it by chance; ten times that and a Poisson surprise of eight digits. y accounts differ from S by m/4 entries at most, and z more
 * have most of S: as many as have it by chance (a Poisson-binomial tail by the size of the ballot) are allowed, and of the y and
 * the rest of the z three in five must be among the x.
 *
 * Honest behaviour that looks similar: a school that votes for its five entries (one place, however many days it takes; see places.ts);
 * somebody's list of favourites (thirty follow it exactly, many more in part, and by a link that brings more others still); a
 * fan club or a jury of friends (their ballots agree in most and not in all); the supporters of somebody who has handed in several
 * entries (one author has most of the set); shared taste in a small contest (the set is more than a
 * third of the entries). A class that votes from home for exactly its entries and nothing else is a ring in effect. O(n) for each of the
 * twenty commonest sets.
 */
export function sameBallots(
  index: EvidenceIndex,
  { sameBallots: settings }: SignalSettings,
): Finding[] {
  const ballots = ballotsOf(index);
  const ofLink = countBy(
    ballots.all.flatMap((ballot) => linkOf(ballot) ?? []),
    (link) => link,
  );
  const ofHall = votesOfHalls(index);
  const ofOneAuthor = authorsOf(index, ballots);
  const taken = new Set<Ballot>();
  const findings: Finding[] = [];
  for (const set of commonestSets(ballots, settings)) {
    const holders = holdersOf(set, ballots, taken, settings);
    const { exact, near } = holders;
    if (near.length < settings.accounts[0]) continue;
    const expected = expectedHolders(set, near, ballots);
    const surprise = poissonSurprise(exact, expected.exact);
    const most = near.length + Math.max(0, holders.most - expected.most);
    if (exact < settings.exactFrom * most) continue;
    if (exact < settings.liftFrom * expected.exact || surprise < settings.surpriseFrom) continue;
    if (!fromManyPlaces(near.map(firstOf), settings)) continue;
    if (cameByPublicLink(near, ofLink, settings) || ofOneAuthor(set)) continue;
    for (const ballot of near) taken.add(ballot);
    const [low, high] = settings.scores;
    findings.push({
      signal: 'same-ballots',
      score: rounded(low + (high - low) * ramp(near.length, ...settings.accounts)),
      detail: {
        accounts: near.length,
        entries: set.length,
        exactly: exact,
        blocks: distinct(near, (ballot) => firstOf(ballot).trace?.blockHash),
        expectedAccounts: rounded(expected.exact),
        surprise: rounded(surprise),
      },
      rows: near
        // A pupil in a hall who likes nearly the same came for the hall.
        .filter(({ rows }) => !rows.some(ofHall))
        .flatMap(({ rows }) =>
          rows.filter(({ targetId }) => set.includes(ballots.numberOf.get(targetId)!)),
        ),
    });
  }
  return findings;
}

type Settings = SignalSettings['sameBallots'];

const firstOf = ({ rows }: Ballot): Row => rows[0]!;
const linkOf = (ballot: Ballot) => firstOf(ballot).trace?.referrerHash ?? null;

/** Sets that are the whole ballot of enough accounts: most accounts first, then by the entries' numbers. */
function commonestSets({ all, ids }: Ballots, settings: Settings): EntrySet[] {
  const fitting = all.filter(
    ({ targets: { length } }) =>
      length >= settings.entriesFrom && length <= settings.entriesUpTo * ids.length,
  );
  return [...groupBy(fitting, ({ targets }) => targets.join())]
    .filter(([, { length }]) => length >= settings.exactFrom * settings.accounts[0])
    .sort(([a, x], [b, y]) => y.length - x.length || compareIds(a, b))
    .slice(0, settings.setsUpTo)
    .map(([, ballots]) => ballots[0]!.targets);
}

interface Holders {
  /** How many have exactly the set. */
  exact: number;
  /** Those included, who have nearly the set. */
  near: Ballot[];
  /** How many others have more than half of it. */
  most: number;
}

function holdersOf(
  set: EntrySet,
  { all }: Ballots,
  taken: ReadonlySet<Ballot>,
  { differsUpTo }: Settings,
): Holders {
  const inSet = new Set(set);
  const holders: Holders = { exact: 0, near: [], most: 0 };
  for (const ballot of all) {
    if (taken.has(ballot)) continue;
    const shared = ballot.targets.filter((target) => inSet.has(target)).length;
    const differs = set.length + ballot.targets.length - 2 * shared;
    if (differs === 0) holders.exact++;
    if (differs <= differsUpTo * set.length) holders.near.push(ballot);
    else if (2 * shared > set.length) holders.most++;
  }
  return holders;
}

/** Most of them by one link, and the link brings more who vote otherwise: it leads to a list that everybody may read. */
function cameByPublicLink(
  near: readonly Ballot[],
  ofLink: ReadonlyMap<string, number>,
  { ofLinkUpTo }: Settings,
): boolean {
  const links = countBy(
    near.flatMap((ballot) => linkOf(ballot) ?? []),
    (link) => link,
  );
  return [...links].some(
    ([link, count]) => 2 * count > near.length && count <= ofLinkUpTo * ofLink.get(link)!,
  );
}

/** Whether one author has more than half of a set, and no more than half of all entries. */
function authorsOf(index: EvidenceIndex, { ids }: Ballots): (set: EntrySet) => boolean {
  const authorOf = new Map(index.entries.map(({ id, authorId }) => [id, authorId]));
  const byAuthor = countBy(index.entries, ({ authorId }) => authorId);
  return (set) => {
    const authors = countBy(
      set.flatMap((number) => authorOf.get(ids[number]!) ?? []),
      (id) => id,
    );
    return [...authors].some(
      ([author, count]) =>
        2 * count > set.length && 2 * byAuthor.get(author)! <= index.entries.length,
    );
  };
}
