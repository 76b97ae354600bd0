import { deviceUse } from './devices.ts';
import { oncePerContest } from './once-per-contest.ts';
import { type EvidenceIndex, type Row, countBy, distinct, groupBy } from './rows.ts';
import { binomialSurprise } from './statistics.ts';

/** How old the account was when it voted. Between new and aged it says nothing: null, as for votes without a trace. */
export type AccountClass = 'guest' | 'new' | 'aged';

const NEW_FOR_MS = 3_600_000;
const AGED_FROM_MS = 24 * NEW_FOR_MS;

export function accountClass({ trace, atMs }: Row): AccountClass | null {
  if (!trace) return null;
  if (trace.verifiedAtMs === null) return 'guest';
  const ageMs = atMs - trace.verifiedAtMs;
  return ageMs <= NEW_FOR_MS ? 'new' : ageMs > AGED_FROM_MS ? 'aged' : null;
}

/** From this many accounts on, a block is a school's, an office's or a carrier's, and no household's. */
const CROWD = 5;

/**
 * By block (of a day, as their hashes change) how many accounts voted from there, for whatever entry: 'alone', 'shared' by a
 * few, or a 'crowd'. A machine that as many use at one place, as a library's, makes a crowd of it on every day. Null without a block. O(n).
 */
export const blockCompany = oncePerContest((index): ((row: Row) => BlockCompany | null) => {
  const { rows } = index;
  const { byDevice, standsAmong } = deviceUse(index);
  const crowdedDevices = new Set(
    [...byDevice].flatMap(([device, ofDevice]) => (standsAmong(ofDevice, CROWD) ? device : [])),
  );
  const companyOf = new Map<string, BlockCompany>();
  for (const [block, votes] of groupBy(rows, ({ trace }) => trace?.blockHash ?? null)) {
    const accounts = distinct(votes, ({ voterId }) => voterId);
    companyOf.set(block, accounts === 1 ? 'alone' : accounts < CROWD ? 'shared' : 'crowd');
  }
  return ({ trace }) => {
    if (trace?.deviceHash != null && crowdedDevices.has(trace.deviceHash)) return 'crowd';
    return (trace?.blockHash && companyOf.get(trace.blockHash)) || null;
  };
});

/** From this many votes for one entry on, a block may be a hall: more than a family and its neighbours; velocity begins there as well. */
const HALL = 20;
/** And the entry has so many times the share there that it has elsewhere: else it is a carrier's block, and the entry popular. */
const HALL_LIFT = 2;

/** Whether a vote is one of a hall's: of the many that one block gave one entry on one day. O(n). */
export const votesOfHalls = oncePerContest((index): ((row: Row) => boolean) => {
  const halls = new Set<string>();
  for (const [block, votes] of groupBy(index.rows, ({ trace }) => trace?.blockHash ?? null)) {
    for (const [targetId, count] of countBy(votes, (row: Row) => row.targetId)) {
      const usual = index.popularityElsewhere(targetId, votes.length, count);
      if (count >= HALL && count >= HALL_LIFT * usual * votes.length) {
        halls.add(JSON.stringify([block, targetId]));
      }
    }
  }
  return ({ trace, targetId }) =>
    trace?.blockHash != null && halls.has(JSON.stringify([trace.blockHash, targetId]));
});

/** Whether half of the votes or more are of halls. */
export function mostlyOfHalls(index: EvidenceIndex): (rows: readonly Row[]) => boolean {
  const ofHall = votesOfHalls(index);
  return (rows) => 2 * rows.filter(ofHall).length >= rows.length;
}

/**
 * Leaves out the votes of halls where they are fewer than half: what a finding elsewhere has in common says nothing about a school that votes
 * for the same entry.
 */
export function withoutHalls(index: EvidenceIndex): (rows: readonly Row[]) => Row[] {
  const ofHall = votesOfHalls(index);
  const inHalls = mostlyOfHalls(index);
  return (rows) => (inHalls(rows) ? [...rows] : rows.filter((row) => !ofHall(row)));
}

export type BlockCompany = 'alone' | 'shared' | 'crowd';

type Trait = (row: Row) => string | boolean | null;

/** What the votes of one operator have in common: account class, link, and whether the block is crowded; with how the contest's votes have it. */
const commonTraits = oncePerContest((index) => {
  const companyOf = blockCompany(index);
  const traits: Trait[] = [
    accountClass,
    ({ trace }) => trace && trace.referrerHash,
    (row) => companyOf(row) && companyOf(row) === 'crowd',
  ];
  return traits.map((trait) => ({ trait, all: countsOf(index.rows, trait) }));
});

/**
 * Leaves out the votes that lack what nearly all others of a finding have in common: people who happened to vote for the same
 * entry at the moment.
 *
 * Formula: of n votes with a trace, k have its commonest value, k ≥ `shareFrom`·n, and the binomial tail at the
 * value's share in the whole contest is `surpriseFrom` digits; then the n − k go. Traits are taken one after another.
 * Votes without a trace stay. The votes of halls, if fewer than half, go before. O(votes × traits), after one pass over the contest.
 */
export function strayFilter(
  index: EvidenceIndex,
  { shareFrom, surpriseFrom }: { shareFrom: number; surpriseFrom: number },
): (rows: readonly Row[]) => Row[] {
  const traits = commonTraits(index);
  const elsewhere = withoutHalls(index);
  return (rows) => {
    let left = elsewhere(rows);
    for (const { trait, all } of traits) {
      const here = countsOf(left, trait);
      const [value, votes] = [...here.byValue].reduce(
        (best, next) => (next[1] > best[1] ? next : best),
        [null, 0] as [string | boolean | null, number],
      );
      if (votes < shareFrom * here.known || votes === 0) continue;
      const share = all.byValue.get(value)! / (all.known + 1);
      if (binomialSurprise(votes, here.known, share) < surpriseFrom) continue;
      left = left.filter((row) => !row.trace || trait(row) === value);
    }
    return left;
  };
}

/** `referrerHash` null means "no link", which is a value; only a missing trace leaves a trait unknown there. */
function countsOf(rows: readonly Row[], trait: Trait) {
  const byValue = new Map<string | boolean | null, number>();
  let known = 0;
  for (const row of rows) {
    if (!row.trace) continue;
    const value = trait(row);
    byValue.set(value, (byValue.get(value) ?? 0) + 1);
    known++;
  }
  return { byValue, known };
}
