import type { AnyContest, Recorded } from '../../contests/contract.ts';
import type { ContestEvent, CoreEvent } from '../../contests/lifecycle.ts';
import { appendCommit } from '../ledger/append.ts';
import { GENESIS_HASH, nextBlock } from '../ledger/chain.ts';
import { applyAndNote, Touched } from '../ledger/projection.ts';
import { randomHex } from './random-hex.ts';

/** Writes the first block of a ledger. Rejects when there is one already. */
export async function publishContest(
  db: D1Database,
  contest: AnyContest,
  contestId: string,
  event: CoreEvent,
  atMs: number,
): Promise<void> {
  const first: Recorded<ContestEvent> = {
    seq: 1,
    atMs,
    actorId: 'system',
    role: 'system',
    data: event,
  };
  const touched = new Touched();
  const state = applyAndNote(contest, null, first, touched);
  const { block } = nextBlock(contestId, { number: 0, hash: GENESIS_HASH }, [first], randomHex(16));
  await appendCommit(db, {
    block,
    events: [first],
    receipts: [],
    texts: [],
    fans: [],
    traces: [],
    entries: [],
    standings: [],
    awards: null,
    rules: touched.rules,
    core: state.core,
    publishes: true,
  });
}
