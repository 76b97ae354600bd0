import { UNREADABLE } from '../abuse/address-header.ts';
import type { Bucket, ContestBudgets } from '../abuse/limits.ts';
import type { Level } from '../abuse/token-buckets.ts';

/** What budgets and the price of a proof remember of the acts before a restart. */
export interface RecentActs {
  /** By fan; nobody whose bucket is full. */
  persons: ReadonlyMap<string, Level>;
  /** By address block. */
  blocks: ReadonlyMap<string, Level>;
  /** Null while it is full. */
  contest: Level | null;
  /** Acts of the last minutes, by second, oldest first. */
  bySecond: readonly { atMs: number; acts: number }[];
}

export const NO_RECENT_ACTS: RecentActs = {
  persons: new Map(),
  blocks: new Map(),
  contest: null,
  bySecond: [],
};

/** Buckets that are restored, of each kind: those that lack the most. */
const MOST_LEVELS = 50_000;
/** How far back the price of a proof looks; older acts hardly count in it. */
const LOAD_MS = 10 * 60_000;

/** Whose bucket an act comes out of, in SQL. */
const KEYS = {
  person: 'fan_id',
  block: `coalesce(block_hash, '${UNREADABLE}')`,
  contest: `''`,
} as const;

/**
 * What the acts on file leave of budgets, and how busy it was. In the database, since a slow budget may remember more acts than fit
 * into memory: a bucket lacks, at most over its own acts, what was taken from each of them on, less what has come back since.
 * Whoever was at the limit for longer than two times that a bucket takes to fill gets more than they had.
 */
export async function readRecentActs(
  db: D1Database,
  contestId: string,
  budgets: ContestBudgets,
  nowMs: number,
): Promise<RecentActs> {
  const kinds = ['person', 'block', 'contest'] as const;
  const replies = await db.batch<{ key: string; lacks: number; atMs: number; acts: number }>([
    ...kinds.map((kind) => lacking(db, contestId, KEYS[kind], budgets[kind], nowMs)),
    db
      .prepare(
        `SELECT at_ms / 1000 * 1000 AS atMs, count(*) AS acts FROM act_trace
         WHERE contest_id = ? AND at_ms > ? GROUP BY 1 ORDER BY 1`,
      )
      .bind(contestId, nowMs - LOAD_MS),
  ]);
  const [persons, blocks, contest] = kinds.map((kind, index) => {
    const full = budgets[kind].capacity * 1000;
    const rows = replies[index]?.results ?? [];
    return new Map(
      rows.map(({ key, lacks }) => [key, { millitokens: Math.max(0, full - lacks), atMs: nowMs }]),
    );
  });
  return {
    persons: persons ?? new Map(),
    blocks: blocks ?? new Map(),
    contest: contest?.get('') ?? null,
    bySecond: replies[kinds.length]?.results ?? [],
  };
}

function lacking(
  db: D1Database,
  contestId: string,
  key: string,
  { capacity, refillPerSecond }: Bucket,
  nowMs: number,
): D1PreparedStatement {
  const fillMs = (capacity * 1000) / refillPerSecond;
  return db
    .prepare(
      `SELECT key, max(taken * 1000 - (?1 - at_ms) * ?2) AS lacks FROM
         (SELECT ${key} AS key, at_ms,
                 row_number() OVER (PARTITION BY ${key} ORDER BY at_ms DESC, seq DESC) AS taken
          FROM act_trace WHERE contest_id = ?3 AND at_ms > ?4)
       GROUP BY key HAVING lacks > 0 ORDER BY lacks DESC LIMIT ?5`,
    )
    .bind(nowMs, refillPerSecond, contestId, nowMs - 2 * fillMs, MOST_LEVELS);
}
