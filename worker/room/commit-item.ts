import type { ErasableText, Recorded } from '../../contests/contract.ts';
import type { ContestEvent } from '../../contests/lifecycle.ts';
import type { Commit, ReceiptRow, StandingChanges } from '../ledger/append.ts';
import type { TraceRow } from '../ledger/act-traces.ts';
import type { Block } from '../ledger/chain.ts';
import { awardRows, entryRow, type Touched } from '../ledger/projection.ts';
import type { ActInput } from './act.ts';
import type { RoomParts } from './parts.ts';

/** What one decision leaves to be written: an accepted act, or events of the schedule. */
export interface Item {
  events: readonly Recorded<ContestEvent>[];
  texts: readonly ErasableText[];
  receipt: ReceiptRow | null;
  fan: { fanId: string; personId: string; atMs: number } | null;
  trace: TraceRow | null;
}

/** Exactly when somebody proved their address would tell them from everybody else; this is exact enough for signals. */
const VERIFIED_WITHIN_MS = 10 * 60_000;

/** What a fan's act leaves in the private side table; nothing for staff. */
export function traceOf(
  { role, fanId, verifiedAtMs, trace }: ActInput,
  seq: number,
  atMs: number,
): TraceRow | null {
  if (role !== 'fan') return null;
  const about = (instantMs: number) =>
    Math.floor(instantMs / VERIFIED_WITHIN_MS) * VERIFIED_WITHIN_MS;
  return {
    seq,
    fanId,
    atMs,
    verifiedAtMs: verifiedAtMs === null ? null : about(verifiedAtMs),
    ...trace,
  };
}

/** Everything that one block's commit writes: its items, and the rows that they made out of date. */
export function commitOf(
  { contest, state }: RoomParts,
  block: Block,
  items: readonly Item[],
  touched: Touched,
  standings: readonly StandingChanges[],
): Commit {
  return {
    block,
    events: items.flatMap((item) => item.events),
    receipts: items.flatMap((item) => (item.receipt ? [item.receipt] : [])),
    texts: items.flatMap((item) => item.texts),
    fans: items.flatMap((item) => (item.fan ? [item.fan] : [])),
    traces: items.flatMap((item) => (item.trace ? [item.trace] : [])),
    entries: [...touched.entryIds].flatMap((id) => entryRow(contest, state, id) ?? []),
    standings,
    awards: touched.awards ? awardRows(state) : null,
    rules: touched.rules,
    core: state.core,
    publishes: false,
  };
}
