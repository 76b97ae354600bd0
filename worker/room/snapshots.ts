import { z } from 'zod';
import type { AnyContest } from '../../contests/contract.ts';
import type { ContestState } from '../../contests/lifecycle.ts';
import { logFault } from '../fault-log.ts';
import { SHARD } from '../ledger/chain.ts';
import type { Head } from '../ledger/read.ts';
import type { RoomParts } from './parts.ts';

/** Changes whenever the core's part of the state, or that of a type, changes shape; older snapshots are then ignored, never migrated. */
const SNAPSHOT_FORMAT = 4;

interface Snapshot {
  format: number;
  type: string;
  rulesVersion: number;
  head: Head;
  state: ContestState;
}

function prefix(contestId: string): string {
  return `snapshots/${contestId}/${SHARD}/`;
}

/** Stores the state as of `head` and drops older snapshots. */
export async function saveSnapshot(
  bucket: R2Bucket,
  contest: AnyContest,
  contestId: string,
  head: Head,
  stateJson: string,
): Promise<void> {
  const { type, rulesVersion } = contest;
  const opening = JSON.stringify({ format: SNAPSHOT_FORMAT, type, rulesVersion, head }).slice(
    0,
    -1,
  );
  const name = String(head.seq).padStart(12, '0');
  await bucket.put(`${prefix(contestId)}${name}`, `${opening},"state":${stateJson}}`);
  const { objects } = await bucket.list({ prefix: prefix(contestId) });
  const older = objects
    .map((object) => object.key)
    .filter((key) => key < `${prefix(contestId)}${name}`);
  if (older.length > 0) await bucket.delete(older);
}

/** Stores the state as of `head`. Never rejects: the next one will do. */
export async function trySnapshot(
  bucket: R2Bucket,
  { contest, contestId }: Pick<RoomParts, 'contest' | 'contestId'>,
  head: Head,
  stateJson: string,
): Promise<void> {
  await saveSnapshot(bucket, contest, contestId, head, stateJson).catch((error: unknown) =>
    logFault({ contestId, what: 'writing a snapshot' }, error),
  );
}

const StoredHead = z.object({
  number: z.int().min(1),
  hash: z.string(),
  seq: z.int().min(1),
  atMs: z.int(),
});

/**
 * The newest snapshot, or null when there is none that this version can use. Whether its block is on the ledger is for the
 * caller to check. Never rejects: without a snapshot a room reads its whole ledger, which is slower and as good.
 */
export async function newestSnapshot(
  bucket: R2Bucket,
  contest: AnyContest,
  contestId: string,
): Promise<{ head: Head; state: ContestState } | null> {
  try {
    const { objects } = await bucket.list({ prefix: prefix(contestId) });
    // Keys are zero-padded, so the last one in R2's order is the newest.
    const newest = objects.at(-1);
    const stored = newest ? await bucket.get(newest.key) : null;
    if (!stored) return null;
    const snapshot = await stored.json<Partial<Snapshot> | null>();
    const head = StoredHead.safeParse(snapshot?.head);
    const usable =
      snapshot?.format === SNAPSHOT_FORMAT &&
      snapshot.type === contest.type &&
      snapshot.rulesVersion === contest.rulesVersion;
    return usable && head.success && snapshot.state
      ? { head: head.data, state: snapshot.state }
      : null;
  } catch (error) {
    logFault({ contestId, what: 'reading a snapshot' }, error);
    return null;
  }
}
