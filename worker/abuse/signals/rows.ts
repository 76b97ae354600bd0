import type { Evidence, Trace } from './evidence.ts';

/** A vote with its trace, when there is one. */
export interface Row {
  /** Position in `EvidenceIndex.rows`. */
  index: number;
  seq: number;
  atMs: number;
  voterId: string;
  targetId: string;
  trace: Trace | null;
}

/** The evidence in one declared order, with the groupings that several signals need. */
export interface EvidenceIndex {
  /** By time, then sequence number, then target, then voter. */
  rows: readonly Row[];
  byTarget: ReadonlyMap<string, readonly Row[]>;
  /** The trace of any act, votes and submissions alike. */
  traces: ReadonlyMap<number, Trace>;
  entries: Evidence['entries'];
  /**
   * The share of the votes that an entry has among all votes outside of `groupSize` votes of which it has `within`:
   * its popularity with everybody else. Smoothed by one vote for every entry, so never 0.
   */
  popularityElsewhere(targetId: string, groupSize: number, within: number): number;
}

/** Sorts and groups the evidence. O(n log n). */
export function indexEvidence({ votes, traces, entries }: Evidence): EvidenceIndex {
  const traceOf = new Map<number, Trace>();
  for (const trace of traces) {
    const known = traceOf.get(trace.seq);
    // Two traces of one act should not be; the order of the list must not decide even then.
    if (!known || trace.fanId < known.fanId) traceOf.set(trace.seq, trace);
  }
  const rows: Row[] = votes
    .map((vote) => ({ ...vote, index: 0, trace: traceOf.get(vote.seq) ?? null }))
    .sort(
      (a, b) =>
        a.atMs - b.atMs ||
        a.seq - b.seq ||
        compareIds(a.targetId, b.targetId) ||
        compareIds(a.voterId, b.voterId),
    );
  for (const [index, row] of rows.entries()) row.index = index;
  const byTarget = groupBy(rows, ({ targetId }) => targetId);
  return {
    rows,
    byTarget,
    traces: traceOf,
    entries: [...entries].sort((a, b) => compareIds(a.id, b.id)),
    popularityElsewhere: (targetId, groupSize, within) =>
      ((byTarget.get(targetId)?.length ?? 0) - within + 1) /
      (rows.length - groupSize + Math.max(byTarget.size, 2)),
  };
}

/** By code unit: the same on every machine. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Items by key, each group in the order the items came in; items without a key are left out. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K | null): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** How many items have each key. */
export function countBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const item of items) {
    const key = keyOf(item);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

export function distinct<T>(items: Iterable<T>, keyOf: (item: T) => unknown): number {
  const seen = new Set<unknown>();
  for (const item of items) {
    const key = keyOf(item);
    if (key != null) seen.add(key);
  }
  return seen.size;
}
