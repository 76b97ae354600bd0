import type { Bindings } from '../env.ts';
import {
  awardStatements,
  entryStatements,
  rulesStatements,
  standingStatements,
  statusStatement,
} from '../ledger/append.ts';
import { applyAndNote, awardRows, entryRow, standingRows, Touched } from '../ledger/projection.ts';
import { readHead } from '../ledger/read.ts';
import { foldAll, readContest } from './load.ts';

/** Rows written at a time, so that a batch stays below D1's limits. */
const ROWS_A_BATCH = 1_000;

/** Recreates every projection row of one contest from its ledger. Returns the number of events read. */
export async function rebuildProjections(env: Bindings, contestId: string): Promise<number> {
  const db = env.DB;
  const found = await readContest(env, contestId);
  const head = await readHead(db, contestId);
  if (!found || head.number === 0) return 0;
  const { contest } = found;
  const touched = new Touched();
  const state = await foldAll(env, contestId, head, (event, before) =>
    applyAndNote(contest, before, event, touched),
  );
  const entries = [...touched.entryIds].flatMap((id) => entryRow(contest, state, id) ?? []);
  const batches: D1PreparedStatement[][] = [
    [
      ...['entry', 'standing', 'award', 'rules', 'contest_status'].map((table) =>
        db.prepare(`DELETE FROM ${table} WHERE contest_id = ?`).bind(contestId),
      ),
      ...rulesStatements(db, contestId, touched.rules),
      ...(touched.awards ? awardStatements(db, contestId, awardRows(state)) : []),
      statusStatement(
        db,
        contestId,
        { seq: head.seq, block: head.number, hash: head.hash },
        state.core,
      ),
    ],
  ];
  for (let start = 0; start < entries.length; start += ROWS_A_BATCH) {
    batches.push(entryStatements(db, contestId, entries.slice(start, start + ROWS_A_BATCH)));
  }
  for (const { id: group } of contest.groups(state.core.config)) {
    const upsert = standingRows(contest, state, group);
    batches.push(standingStatements(db, contestId, { group, upsert, remove: 'all' }));
  }
  for (const batch of batches) if (batch.length > 0) await db.batch(batch);
  return head.seq;
}
