import { eq } from 'drizzle-orm';
import type { AnyContest } from '../../contests/contract.ts';
import { applyEvent, type ContestState } from '../../contests/lifecycle.ts';
import { findContest } from '../../contests/registry.server.ts';
import { Sealed } from '../../contests/sealed.ts';
import { database } from '../db/database.ts';
import { contest as contestTable } from '../db/schema.ts';
import { challengeSettings } from '../abuse/challenge-settings.ts';
import { limitsOf } from '../abuse/limits.ts';
import { nowMs } from '../clock.ts';
import { unseal } from '../db/sealing.ts';
import type { Bindings } from '../env.ts';
import { readBlocks, readEvents, readHead, type Head } from '../ledger/read.ts';
import type { RoomParts } from './parts.ts';
import { readRecentActs } from './recent-acts.ts';
import { newestSnapshot } from './snapshots.ts';

/** Events read from D1 at a time; a page stays far below the limit of a reply. */
const PAGE_EVENTS = 10_000;

/** The row of a contest with what its room needs, or null when there is no such contest. */
export async function readContest(env: Bindings, contestId: string) {
  const rows = await database(env)
    .select()
    .from(contestTable)
    .where(eq(contestTable.id, contestId));
  const row = rows[0];
  if (!row) return null;
  const contest = findContest(row.type);
  if (!contest)
    throw new Error(`contest ${contestId} is of a type that is not registered: ${row.type}`);
  const { secrets, seed, salt } = await unseal(env, contestId, row.sealed);
  // A key of its own: what makes digests must not be what makes pseudonyms.
  // A draft keeps what was sent; rules get what the schema makes of it, with what was left out filled in.
  const parsed = contest.schemas.secrets.safeParse(secrets);
  const open: unknown = parsed.success ? parsed.data : secrets;
  return { row, contest, secrets: new Sealed(open, `${salt}:sealed-digest`), seed };
}

/** Loads a published contest: newest snapshot plus the ledger's tail. Null when it is not published. */
export async function loadRoom(env: Bindings, contestId: string): Promise<RoomParts | null> {
  const [found, head] = await Promise.all([
    readContest(env, contestId),
    readHead(env.DB, contestId),
  ]);
  if (!found || head.number === 0) return null;
  const { contest, secrets, seed } = found;
  const from = await trustedSnapshot(env, contest, contestId, head);
  const state = await foldTail(env, contest, contestId, from, head);
  const limits = limitsOf(env).act;
  const recent = await readRecentActs(env.DB, contestId, limits, nowMs());
  const snapshotSeq = from?.head.seq ?? 0;
  return {
    contestId,
    contest,
    secrets,
    seed,
    state,
    head,
    limits,
    quietActsPerMinute: challengeSettings(env).quietActsPerMinute,
    recent,
    snapshotSeq,
  };
}

/** Folds everything from the very first event, without a snapshot; `onEvent` applies. */
export async function foldAll(
  env: Bindings,
  contestId: string,
  head: Head,
  onEvent: (
    event: Awaited<ReturnType<typeof readEvents>>[number],
    state: ContestState | null,
  ) => ContestState,
): Promise<ContestState> {
  let state: ContestState | null = null;
  for (let seq = 0; seq < head.seq;) {
    const events = await readEvents(env.DB, contestId, seq, PAGE_EVENTS);
    if (events.length === 0) throw new Error(`the ledger of ${contestId} ends before its head`);
    for (const event of events) state = onEvent(event, state);
    seq = events.at(-1)?.seq ?? head.seq;
  }
  if (!state) throw new Error(`the ledger of ${contestId} is empty`);
  return state;
}

async function foldTail(
  env: Bindings,
  contest: AnyContest,
  contestId: string,
  from: { head: Head; state: ContestState } | null,
  head: Head,
): Promise<ContestState> {
  let state = from?.state ?? null;
  let seq = from?.head.seq ?? 0;
  while (seq < head.seq) {
    const events = await readEvents(env.DB, contestId, seq, PAGE_EVENTS);
    // A block may have been added since the head was read; it belongs to another writer and is not ours to fold.
    for (const event of events)
      if (event.seq <= head.seq) state = applyEvent(contest, state, event).state;
    const last = events.at(-1);
    if (!last) throw new Error(`the ledger of ${contestId} ends before its head`);
    seq = last.seq;
  }
  if (!state) throw new Error(`the ledger of ${contestId} is empty`);
  return state;
}

/** A snapshot counts only when its block stands on the ledger with the same hash and ends with the same event. */
async function trustedSnapshot(
  env: Bindings,
  contest: AnyContest,
  contestId: string,
  ledger: Head,
) {
  const snapshot = await newestSnapshot(env.MEDIA, contest, contestId);
  if (!snapshot || snapshot.head.seq > ledger.seq) return null;
  const [block] = await readBlocks(env.DB, contestId, snapshot.head.number - 1, 1);
  if (!block) return null;
  const { hash, seq } = snapshot.head;
  return block.hash === hash && block.firstSeq + block.eventCount - 1 === seq ? snapshot : null;
}
