import { type Row, distinct, groupBy } from './rows.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * From how many places the accounts of a group came, at least. Each account is counted where it voted first, so a tablet that
 * its family takes along stays at a few.
 *
 * Formula: a block has another hash on another day, so 1 + Σ (blocks of the day − 1) over the days (UTC), or the number of networks, whose
 * names stay, when that is more. One block a day is one place for all days. 0 when nothing is known. O(n).
 */
export function placesOf(rows: readonly Row[]): number {
  const firstVotes = new Map<string, Row>();
  for (const row of rows) {
    if (row.trace && !firstVotes.has(row.voterId)) firstVotes.set(row.voterId, row);
  }
  const located = [...firstVotes.values()].filter(({ trace }) => trace!.blockHash !== null);
  let places = located.length === 0 ? 0 : 1;
  for (const ofDay of groupBy(located, ({ atMs }) => Math.floor(atMs / DAY_MS)).values()) {
    places += distinct(ofDay, ({ trace }) => trace!.blockHash) - 1;
  }
  return Math.max(
    places,
    distinct(firstVotes.values(), ({ trace }) => trace!.network),
  );
}

/**
 * Whether a group's accounts come from many places: most of them from a block that no other of them came from on that day, and none
 * of the blocks holds a large part. A school does not, even over many days, nor do pupils behind one carrier's addresses. Where the
 * blocks of fewer than half are known, they might all stand in one room.
 *
 * @param spreadFrom how many blocks there must be for each account with a known block
 * @param largestUpTo what part of these accounts one block may hold
 */
export function fromManyPlaces(
  firstVotes: readonly Row[],
  { spreadFrom, largestUpTo }: { spreadFrom: number; largestUpTo: number },
): boolean {
  const byBlock = groupBy(firstVotes, ({ trace }) => trace?.blockHash ?? null);
  const sizes = [...byBlock.values()].map(({ length }) => length);
  const known = sizes.reduce((sum, size) => sum + size, 0);
  return (
    known > firstVotes.length / 2 &&
    sizes.length >= spreadFrom * known &&
    sizes.every((size) => size <= largestUpTo * known)
  );
}

/** Whether this part of the votes with a known block and more come from one of them, or fewer than half have one, as then nobody can tell. */
export function atOnePlace(rows: readonly Row[], shareFrom: number): boolean {
  const sizes = [...groupBy(rows, ({ trace }) => trace?.blockHash ?? null).values()].map(
    ({ length }) => length,
  );
  const known = sizes.reduce((sum, size) => sum + size, 0);
  return 2 * known < rows.length || sizes.some((size) => size >= shareFrom * known);
}
