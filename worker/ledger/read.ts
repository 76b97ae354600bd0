import type { Recorded, Role } from '../../contests/contract.ts';
import type { ContestEvent } from '../../contests/lifecycle.ts';
import { GENESIS_HASH, SHARD, type Block } from './chain.ts';

/** The newest block of a ledger; number 0 and seq 0 before the first. */
export interface Head {
  number: number;
  hash: string;
  seq: number;
  atMs: number;
}

interface BlockRow {
  number: number;
  previous_hash: string;
  hash: string;
  salt: string;
  first_seq: number;
  event_count: number;
  at_ms: number;
}

interface EventRow {
  seq: number;
  block: number;
  at_ms: number;
  actor_id: string;
  role: Role;
  data: string;
}

const BLOCK_COLUMNS = 'number, previous_hash, hash, salt, first_seq, event_count, at_ms';

export async function readHead(db: D1Database, contestId: string): Promise<Head> {
  const row = await db
    .prepare(
      `SELECT ${BLOCK_COLUMNS} FROM block WHERE contest_id = ? AND shard = ? ORDER BY number DESC LIMIT 1`,
    )
    .bind(contestId, SHARD)
    .first<BlockRow>();
  if (!row) return { number: 0, hash: GENESIS_HASH, seq: 0, atMs: 0 };
  return {
    number: row.number,
    hash: row.hash,
    seq: row.first_seq + row.event_count - 1,
    atMs: row.at_ms,
  };
}

/** Blocks with a number above `afterNumber`, in order, at most `limit`. */
export async function readBlocks(
  db: D1Database,
  contestId: string,
  afterNumber: number,
  limit: number,
): Promise<Block[]> {
  const { results } = await db
    .prepare(
      `SELECT ${BLOCK_COLUMNS} FROM block WHERE contest_id = ? AND shard = ? AND number > ? ORDER BY number LIMIT ?`,
    )
    .bind(contestId, SHARD, afterNumber, limit)
    .all<BlockRow>();
  return results.map((row) => ({
    contestId,
    shard: SHARD,
    number: row.number,
    previousHash: row.previous_hash,
    hash: row.hash,
    salt: row.salt,
    firstSeq: row.first_seq,
    eventCount: row.event_count,
    atMs: row.at_ms,
  }));
}

/** Events with a sequence number above `afterSeq`, in order, at most `limit`. */
export async function readEvents(
  db: D1Database,
  contestId: string,
  afterSeq: number,
  limit: number,
): Promise<Recorded<ContestEvent>[]> {
  // `raw` spares an object with column names per row: a room starts noticeably sooner.
  const rows = await db
    .prepare(
      `SELECT seq, at_ms, actor_id, role, data FROM event
       WHERE contest_id = ? AND shard = ? AND seq > ? ORDER BY seq LIMIT ?`,
    )
    .bind(contestId, SHARD, afterSeq, limit)
    .raw<[EventRow['seq'], EventRow['at_ms'], EventRow['actor_id'], Role, string]>();
  return rows.map(([seq, atMs, actorId, role, data]) => ({
    seq,
    atMs,
    actorId,
    role,
    data: JSON.parse(data) as ContestEvent,
  }));
}

/** A stored receipt with its block's hash, or null. */
export async function findReceipt(
  db: D1Database,
  contestId: string,
  actorId: string,
  key: string,
): Promise<{
  bodyHash: string;
  seq: number;
  block: number;
  hash: string;
  createdId: string | null;
} | null> {
  const row = await db
    .prepare(
      `SELECT r.body_hash, r.seq, r.block, b.hash, r.created_id FROM receipt r
       JOIN block b ON b.contest_id = r.contest_id AND b.shard = ? AND b.number = r.block
       WHERE r.contest_id = ? AND r.actor_id = ? AND r.key = ?`,
    )
    .bind(SHARD, contestId, actorId, key)
    .first<{
      body_hash: string;
      seq: number;
      block: number;
      hash: string;
      created_id: string | null;
    }>();
  if (!row) return null;
  return {
    bodyHash: row.body_hash,
    seq: row.seq,
    block: row.block,
    hash: row.hash,
    createdId: row.created_id,
  };
}
