import { jsonRows } from './json-rows.ts';

/** Where an act of a fan came from; see migrations/0005_act_trace.sql. */
export interface TraceRow {
  seq: number;
  fanId: string;
  atMs: number;
  addressHash: string | null;
  blockHash: string | null;
  network: string | null;
  deviceHash: string | null;
  agentHash: string | null;
  referrerHash: string | null;
  verifiedAtMs: number | null;
}

/** Inserts of trace rows. */
export function traceStatements(
  db: D1Database,
  contestId: string,
  rows: readonly TraceRow[],
): D1PreparedStatement[] {
  return jsonRows(rows, (row) => [
    row.seq,
    row.fanId,
    row.atMs,
    row.addressHash,
    row.blockHash,
    row.network,
    row.deviceHash,
    row.agentHash,
    row.referrerHash,
    row.verifiedAtMs,
  ]).map((text) =>
    db
      .prepare(
        `INSERT INTO act_trace (contest_id, seq, fan_id, at_ms, address_hash, block_hash, network, device_hash, agent_hash,
           referrer_hash, verified_at_ms)
         SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8,
           value->>9
         FROM json_each(?2)`,
      )
      .bind(contestId, text),
  );
}
