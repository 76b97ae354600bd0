import type { ErasableText, Recorded } from '../../contests/contract.ts';
import type { ContestEvent, CoreState } from '../../contests/lifecycle.ts';
import { canonicalJson, SHARD, type Block } from './chain.ts';
import { traceStatements, type TraceRow } from './act-traces.ts';
import type { AwardRow, EntryRow, RulesRow, StandingRow } from './projection.ts';
import { jsonRows } from './json-rows.ts';

/** What answers a repeated request: one per person and idempotency key. */
export interface ReceiptRow {
  actorId: string;
  key: string;
  bodyHash: string;
  seq: number;
  createdId: string | null;
}

export interface StandingChanges {
  group: string;
  /** Rows to write; unchanged ones need not be among them. */
  upsert: readonly StandingRow[];
  /** Ids no longer standing, or 'all' when what is stored is not known. */
  remove: readonly string[] | 'all';
}

/** Everything that one commit writes. */
export interface Commit {
  block: Block;
  events: readonly Recorded<ContestEvent>[];
  receipts: readonly ReceiptRow[];
  texts: readonly ErasableText[];
  fans: readonly { fanId: string; personId: string; atMs: number }[];
  traces: readonly TraceRow[];
  entries: readonly EntryRow[];
  standings: readonly StandingChanges[];
  /** Null when winners did not change. */
  awards: readonly AwardRow[] | null;
  rules: readonly RulesRow[];
  core: CoreState;
  /** True for the block that publishes the contest. */
  publishes: boolean;
}

// D1 allows 100 bound parameters, so rows travel as one JSON array of arrays and come out of json_each.

/**
 * Writes a block and all that follows from it as one D1 batch, which is one transaction: all of it or nothing.
 * Rejects when another writer has written the block's number or a receipt's key before.
 */
export async function appendCommit(db: D1Database, commit: Commit): Promise<void> {
  const { block } = commit;
  const id = block.contestId;
  const last = block.firstSeq + block.eventCount - 1;
  const statements = [
    db
      .prepare(
        `INSERT INTO block (contest_id, shard, number, previous_hash, hash, salt, first_seq, event_count, at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .bind(
        id,
        SHARD,
        block.number,
        block.previousHash,
        block.hash,
        block.salt,
        block.firstSeq,
        block.eventCount,
        block.atMs,
      ),
    ...jsonRows(commit.events, ({ seq, atMs, actorId, role, data }) => [
      seq,
      atMs,
      actorId,
      role,
      JSON.stringify(data),
    ]).map((rows) =>
      db
        .prepare(
          `INSERT INTO event (contest_id, shard, seq, block, at_ms, actor_id, role, data)
           SELECT ?1, ?2, value->>0, ?3, value->>1, value->>2, value->>3, value->>4 FROM json_each(?4)`,
        )
        .bind(id, SHARD, block.number, rows),
    ),
    ...jsonRows(commit.receipts, ({ actorId, key, bodyHash, seq, createdId }) => [
      actorId,
      key,
      bodyHash,
      seq,
      createdId,
    ]).map((rows) =>
      db
        .prepare(
          `INSERT INTO receipt (contest_id, actor_id, key, body_hash, seq, block, created_id)
           SELECT ?1, value->>0, value->>1, value->>2, value->>3, ?2, value->>4 FROM json_each(?3)`,
        )
        .bind(id, block.number, rows),
    ),
    ...jsonRows(commit.texts, ({ hash, salt, text }) => [hash, salt, text]).map((rows) =>
      db
        .prepare(
          `INSERT OR IGNORE INTO erasable_text (hash, contest_id, salt, text)
           SELECT value->>0, ?1, value->>1, value->>2 FROM json_each(?2)`,
        )
        .bind(id, rows),
    ),
    ...jsonRows(commit.fans, ({ fanId, personId, atMs }) => [fanId, personId, atMs]).map((rows) =>
      db
        .prepare(
          `INSERT OR IGNORE INTO fan (contest_id, fan_id, person_id, first_seen_at_ms)
           SELECT ?1, value->>0, value->>1, value->>2 FROM json_each(?2)`,
        )
        .bind(id, rows),
    ),
    ...traceStatements(db, id, commit.traces),
  ];
  statements.push(
    ...entryStatements(db, id, commit.entries),
    ...commit.standings.flatMap((changes) => standingStatements(db, id, changes)),
    ...rulesStatements(db, id, commit.rules),
    ...(commit.awards ? awardStatements(db, id, commit.awards) : []),
    statusStatement(db, id, { seq: last, block: block.number, hash: block.hash }, commit.core),
  );
  if (commit.publishes) {
    statements.push(
      db.prepare('UPDATE contest SET published_at_ms = ? WHERE id = ?').bind(block.atMs, id),
    );
  }
  await db.batch(statements);
}

/** Upserts of entry rows. */
export function entryStatements(
  db: D1Database,
  contestId: string,
  rows: readonly EntryRow[],
): D1PreparedStatement[] {
  return jsonRows(rows, (row) => [
    row.id,
    row.groupId,
    row.authorId,
    row.mediaId,
    row.captionHash,
    row.creditHash,
    row.status,
    row.refusalReason,
    row.votes,
    row.submittedAtMs,
    row.shuffle,
  ]).map((text) =>
    db
      .prepare(
        `INSERT INTO entry (id, contest_id, group_id, author_id, media_id, caption_hash, credit_hash, status,
           refusal_reason, votes, submitted_at_ms, shuffle)
         SELECT value->>0, ?1, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8,
           value->>9, value->>10
         FROM json_each(?2) WHERE true
         ON CONFLICT (id) DO UPDATE SET group_id = excluded.group_id, author_id = excluded.author_id,
           media_id = excluded.media_id, caption_hash = excluded.caption_hash, credit_hash = excluded.credit_hash,
           status = excluded.status, refusal_reason = excluded.refusal_reason, votes = excluded.votes`,
      )
      .bind(contestId, text),
  );
}

/** Brings one group's standings up to date. */
export function standingStatements(
  db: D1Database,
  contestId: string,
  { group, upsert, remove }: StandingChanges,
): D1PreparedStatement[] {
  const statements: D1PreparedStatement[] = [];
  if (remove === 'all') {
    statements.push(
      db
        .prepare('DELETE FROM standing WHERE contest_id = ? AND group_id = ?')
        .bind(contestId, group),
    );
  } else {
    for (const ids of jsonRows(remove, (id) => [id])) {
      statements.push(
        db
          .prepare(
            'DELETE FROM standing WHERE contest_id = ?1 AND group_id = ?2 AND id IN (SELECT value->>0 FROM json_each(?3))',
          )
          .bind(contestId, group, ids),
      );
    }
  }
  for (const rows of jsonRows(upsert, (row) => [row.id, row.rank, row.position, row.figures])) {
    statements.push(
      db
        .prepare(
          `INSERT OR REPLACE INTO standing (contest_id, group_id, id, rank, position, figures)
           SELECT ?1, ?2, value->>0, value->>1, value->>2, value->>3 FROM json_each(?3)`,
        )
        .bind(contestId, group, rows),
    );
  }
  return statements;
}

/** Replaces the winners. */
export function awardStatements(
  db: D1Database,
  contestId: string,
  rows: readonly AwardRow[],
): D1PreparedStatement[] {
  return [
    db.prepare('DELETE FROM award WHERE contest_id = ?').bind(contestId),
    ...jsonRows(rows, (row) => [row.groupId, row.place, row.standingId, row.honour]).map((text) =>
      db
        .prepare(
          `INSERT INTO award (contest_id, group_id, place, standing_id, honour)
           SELECT ?1, value->>0, value->>1, value->>2, value->>3 FROM json_each(?2)`,
        )
        .bind(contestId, text),
    ),
  ];
}

/** Adds versions of the frozen rules. */
export function rulesStatements(
  db: D1Database,
  contestId: string,
  rows: readonly RulesRow[],
): D1PreparedStatement[] {
  return rows.map((row) =>
    db
      .prepare(
        'INSERT INTO rules (contest_id, version, config, hash, reason, published_at_ms) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .bind(contestId, row.version, row.config, row.hash, row.reason, row.publishedAtMs),
  );
}

/** Where the contest stands, for lists and pages. */
export function statusStatement(
  db: D1Database,
  contestId: string,
  head: { seq: number; block: number; hash: string },
  core: CoreState,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT OR REPLACE INTO contest_status
         (contest_id, seq, block, head_hash, selected_at_ms, confirmed_at_ms, announced_at_ms, disqualified)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      contestId,
      head.seq,
      head.block,
      head.hash,
      core.selectedAtMs,
      core.confirmedAtMs,
      core.announcedAtMs,
      canonicalJson(core.disqualified),
    );
}
