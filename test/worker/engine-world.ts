import { env, evictDurableObject } from 'cloudflare:test';
import type { AnyContest, MediaFacts, Recorded } from '../../contests/contract.ts';
import type { ContestEvent, ContestState } from '../../contests/lifecycle.ts';
import { replay } from '../../contests/replay.ts';
import { streetPhotoRelay } from '../../contests/street-photo-relay/rules.server.ts';
import type { Action, Config } from '../../contests/street-photo-relay/schema.ts';
import { NO_TRACE } from '../../worker/abuse/act-trace.ts';
import { randomId } from '../../worker/auth/random-id.ts';
import { advanceClock, nowMs } from '../../worker/clock.ts';
import { seal } from '../../worker/db/sealing.ts';
import { blockHash, encodeEvent, GENESIS_HASH, type Block } from '../../worker/ledger/chain.ts';
import { readBlocks, readEvents } from '../../worker/ledger/read.ts';
import type { ActInput, ActOutput } from '../../worker/room/act.ts';
import { roomOf } from '../../worker/room/room-stub.ts';
import { DEMO_BRAND } from '../../worker/services/demo-people.ts';
import { relayConfig } from '../support/relay.ts';

export const HOUR_MS = 3_600_000;
export const relay = streetPhotoRelay as AnyContest;

/** Entries and voting are open now; a fan may enter and vote as often as a test needs. */
export function openConfig(change: Partial<Config> = {}): Config {
  const now = nowMs();
  return relayConfig({
    schedule: {
      entriesOpenAtMs: now - HOUR_MS,
      entriesCloseAtMs: now + HOUR_MS,
      votingOpensAtMs: now - HOUR_MS,
      votingClosesAtMs: now + 2 * HOUR_MS,
      resultsAtMs: now + 3 * HOUR_MS,
    },
    votes: { budget: 1000, per: 'total' },
    entriesPerFan: 100,
    entriesPerStop: 100,
    standingsVisible: true,
    ...change,
  });
}

/** Long enough for whatever a test does first, however busy the machine: nobody waits for the end, see `letClose`. */
export const OPEN_MS = 60_000;

/** Entries and voting take `openMs` from now; then winners may be selected. */
export function closingConfig(change: Partial<Config> = {}, openMs = OPEN_MS): Config {
  const now = nowMs();
  return openConfig({
    schedule: {
      entriesOpenAtMs: now - HOUR_MS,
      entriesCloseAtMs: now + openMs,
      votingOpensAtMs: now - HOUR_MS,
      votingClosesAtMs: now + openMs,
      resultsAtMs: now + HOUR_MS,
    },
    ...change,
  });
}

/** A contest of the demo brand, published unless said otherwise. */
export async function newContest(
  config: object = openConfig(),
  { published = true, type = relay.type, secrets = {} as object } = {},
): Promise<string> {
  const id = randomId();
  const kept = { secrets, seed: 'ab'.repeat(32), salt: `salt of ${id}` };
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO campaign (id, brand_id, slug, title, created_at_ms, published_at_ms)
       VALUES (?, ?, ?, 'A campaign', 1, ?)`,
    ).bind(`campaign-${id}`, DEMO_BRAND.id, id, published ? 1 : null),
    env.DB.prepare(
      `INSERT INTO contest (id, campaign_id, slug, type, title, draft_config, sealed, created_at_ms, published_at_ms)
       VALUES (?, ?, 'contest', ?, 'A contest', ?, ?, 1, NULL)`,
    ).bind(id, `campaign-${id}`, type, JSON.stringify(config), await seal(env, id, kept)),
  ]);
  if (published) await roomOf(env, id).publish();
  return id;
}

type Options = Partial<Omit<ActInput, 'action'>>;

/** An act as services hand it to the room. */
export function input(
  who: string,
  action: Action | { type: string },
  more: Options = {},
): ActInput {
  return {
    fanId: who,
    formerFanIds: [],
    personId: null,
    role: 'fan',
    verifiedAtMs: null,
    key: crypto.randomUUID(),
    bodyHash: JSON.stringify(action),
    action,
    media: [],
    trace: NO_TRACE,
    browserLike: true,
    proof: 'good',
    blockKey: more.trace?.blockHash ?? null,
    ...more,
  };
}

export function photo(id: string): MediaFacts {
  return { id, fingerprint: `print-${id}`, widthPx: 1600, heightPx: 1067, ownedByActor: true };
}

/** Entering a photograph; `name` makes it another one. */
export function submission(who: string, name: string, more: Options = {}): ActInput {
  const action: Action = {
    type: 'submit',
    stopId: 'porto',
    mediaId: name,
    caption: `Caption of ${name}`,
    credit: who,
    acceptsRulesVersion: 1,
  };
  return input(who, action, { media: [photo(name)], ...more });
}

export const vote = (who: string, entryId: string, more: Options = {}) =>
  input(who, { type: 'vote', entryId }, more);
export const unvote = (who: string, entryId: string, more: Options = {}) =>
  input(who, { type: 'unvote', entryId }, more);
export const byModerator = (action: { type: string } & Record<string, unknown>) =>
  input('moderator', action, { role: 'moderator' });

/** Sends acts in one call to the room. */
export async function send(contestId: string, ...inputs: ActInput[]): Promise<ActOutput[]> {
  const outputs = await roomOf(env, contestId).act(inputs);
  return outputs.map((output) => {
    if (!output) throw new Error(`${contestId} is not published`);
    return output;
  });
}

export async function sendOne(contestId: string, act: ActInput): Promise<ActOutput> {
  const [output] = await send(contestId, act);
  return output as ActOutput;
}

/** The receipt of an act that must be accepted. */
export async function accepted(contestId: string, act: ActInput) {
  const output = await sendOne(contestId, act);
  if (output.status !== 'accepted') throw new Error(JSON.stringify(output));
  return output.receipt;
}

/** The id of a new entry in the gallery. */
export async function approvedEntry(contestId: string, author: string, name = randomId()) {
  const { createdId } = await accepted(contestId, submission(author, name));
  const entryId = createdId ?? '';
  await accepted(contestId, byModerator({ type: 'approve', entryId }));
  return entryId;
}

export const roomStub = (contestId: string) => env.CONTEST_ROOM.getByName(contestId);

/** The room loses its memory, as it may at any time. */
export async function loseMemory(contestId: string): Promise<void> {
  await evictDurableObject(roomStub(contestId));
}

export interface Ledger {
  blocks: Block[];
  events: Recorded<ContestEvent>[];
}

export async function ledgerOf(contestId: string): Promise<Ledger> {
  return {
    blocks: await readBlocks(env.DB, contestId, 0, 100_000),
    events: await readEvents(env.DB, contestId, 0, 100_000),
  };
}

/** What is wrong with a ledger; nothing when it is whole. */
export function faultsOf({ blocks, events }: Ledger): string[] {
  const faults: string[] = [];
  let hash = GENESIS_HASH;
  let seq = 0;
  blocks.forEach((block, index) => {
    const inside = events.slice(seq, seq + block.eventCount);
    if (block.number !== index + 1) faults.push(`block ${block.number} in place ${index + 1}`);
    if (block.previousHash !== hash) faults.push(`block ${block.number} does not follow`);
    if (block.firstSeq !== seq + 1) faults.push(`block ${block.number} begins elsewhere`);
    if (blockHash(block, inside.map(encodeEvent)) !== block.hash)
      faults.push(`block ${block.number} has another hash`);
    hash = block.hash;
    seq += block.eventCount;
  });
  events.forEach((event, index) => {
    if (event.seq !== index + 1) faults.push(`event ${event.seq} in place ${index + 1}`);
    if (event.atMs < (events[index - 1]?.atMs ?? 0)) faults.push(`event ${event.seq} goes back`);
  });
  if (events.length !== seq) faults.push(`${events.length} events, ${seq} in blocks`);
  return faults;
}

/** The state that the ledger alone gives. */
export async function replayed(contestId: string): Promise<ContestState> {
  const state = replay(relay, (await ledgerOf(contestId)).events);
  if (!state) throw new Error('an empty ledger');
  return state;
}

const PROJECTIONS = {
  entry: 'id',
  standing: 'group_id, id',
  award: 'group_id, place',
  rules: 'version',
  contest_status: 'contest_id',
};

/** Every projection row of a contest, in the order of their keys. */
export async function projections(contestId: string): Promise<Record<string, unknown[]>> {
  const tables = Object.entries(PROJECTIONS);
  const replies = await env.DB.batch(
    tables.map(([table, key]) =>
      env.DB.prepare(`SELECT * FROM ${table} WHERE contest_id = ? ORDER BY ${key}`).bind(contestId),
    ),
  );
  return Object.fromEntries(tables.map(([table], index) => [table, replies[index]?.results ?? []]));
}

/** Waits until something is so; gives up after twenty seconds. */
export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it did not come about');
}

/** Lets a contest pass for one whose ledger has grown long; its events stay as few as they are. */
export async function growLong(id: string): Promise<void> {
  await env.DB.prepare('UPDATE contest_status SET seq = 1000000 WHERE contest_id = ?')
    .bind(id)
    .run();
}

/** Moves the clock past the closing of every contest that is open for `OPEN_MS`. */
export const letClose = (): void => advanceClock(OPEN_MS);

/** Closes a contest that is open for `OPEN_MS`: winners may be selected. */
export async function closed(id: string): Promise<void> {
  letClose();
  await until(async () => {
    const review = await roomOf(env, id).review({ actorId: 'm', role: 'moderator' });
    return review?.readiness.ready ?? false;
  });
}
