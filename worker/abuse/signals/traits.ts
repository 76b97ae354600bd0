import { type EvidenceIndex, type Row, distinct, groupBy } from './rows.ts';
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

/** Several signals ask for the same figures of the contest; they are taken once. */
function oncePerContest<T>(compute: (index: EvidenceIndex) => T): (index: EvidenceIndex) => T {
  const known = new WeakMap<EvidenceIndex, { figures: T }>();
  return (index) => {
    const before = known.get(index);
    if (before) return before.figures;
    const figures = compute(index);
    known.set(index, { figures });
    return figures;
  };
}

/** From this many accounts on, a block is a school's, an office's or a carrier's, and no household's. */
const CROWD = 5;

/**
 * By block (of a day, as their hashes change) how many accounts voted from there, for whatever entry: 'alone', 'shared' by a
 * few, or a 'crowd'. Null without a block. O(n).
 */
export const blockCompany = oncePerContest(({ rows }): ((row: Row) => BlockCompany | null) => {
  const companyOf = new Map<string, BlockCompany>();
  for (const [block, votes] of groupBy(rows, ({ trace }) => trace?.blockHash ?? null)) {
    const accounts = distinct(votes, ({ voterId }) => voterId);
    companyOf.set(block, accounts === 1 ? 'alone' : accounts < CROWD ? 'shared' : 'crowd');
  }
  return ({ trace }) => (trace?.blockHash && companyOf.get(trace.blockHash)) || null;
});

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
 * Votes without a trace stay. O(votes × traits), after one pass over the contest.
 */
export function strayFilter(
  index: EvidenceIndex,
  { shareFrom, surpriseFrom }: { shareFrom: number; surpriseFrom: number },
): (rows: readonly Row[]) => Row[] {
  const traits = commonTraits(index);
  return (rows) => {
    let left = [...rows];
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
