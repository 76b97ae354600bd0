import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { replay } from '../../contests/replay.ts';
import { loadRoom } from '../../worker/room/load.ts';
import { newestSnapshot, saveSnapshot } from '../../worker/room/snapshots.ts';
import { roomOf } from '../../worker/room/room-stub.ts';
import {
  approvedEntry,
  ledgerOf,
  loseMemory,
  newContest,
  relay,
  replayed,
  send,
  sendOne,
  until,
  vote,
} from './engine-world.ts';

const keys = async (contestId: string) =>
  (await env.MEDIA.list({ prefix: `snapshots/${contestId}/` })).objects.map(({ key }) => key);

/** So many fans vote for an entry, in calls of 1,000. */
async function votes(contestId: string, entryId: string, from: number, count: number) {
  for (let start = from; start < from + count; start += 1_000) {
    const end = Math.min(start + 1_000, from + count);
    const acts = Array.from({ length: end - start }, (_, index) =>
      vote(`fan-${start + index}`, entryId),
    );
    const outputs = await send(contestId, ...acts);
    expect(outputs.every(({ status }) => status === 'accepted')).toBe(true);
  }
}

let id = '';
let entryId = '';
beforeAll(async () => {
  id = await newContest();
  entryId = await approvedEntry(id, 'ann');
  await votes(id, entryId, 0, 5_000);
  await until(async () => (await keys(id)).length > 0);
}, 60_000);

describe('a snapshot', () => {
  it('is written after some thousand events, and holds what a replay gives', async () => {
    const snapshot = await newestSnapshot(env.MEDIA, relay, id);
    const { events, blocks } = await ledgerOf(id);
    const seq = snapshot?.head.seq ?? 0;
    expect(seq).toBeGreaterThanOrEqual(5_000);
    const block = blocks.find(({ number }) => number === snapshot?.head.number);
    expect(block?.hash).toBe(snapshot?.head.hash);
    expect(snapshot?.state).toEqual(replay(relay, events.slice(0, seq)));
  });

  it('starts a room together with what came after it, in the same state as the whole ledger', async () => {
    await votes(id, entryId, 5_000, 700);
    const parts = await loadRoom(env, id);
    expect(parts?.snapshotSeq).toBeGreaterThan(0);
    expect(parts?.snapshotSeq).toBeLessThan(parts?.head.seq ?? 0);
    expect(parts?.state).toEqual(await replayed(id));
    // Byte for byte, too: what is made of it in the order of its keys comes out the same.
    expect(JSON.stringify(parts?.state)).toBe(JSON.stringify(await replayed(id)));
  });

  it('takes the place of the one before it, also when rooms live shorter than it takes to fill one', async () => {
    const before = await keys(id);
    for (let from = 5_700; from < 10_700; from += 1_000) {
      await loseMemory(id);
      await votes(id, entryId, from, 1_000);
    }
    await until(async () => (await keys(id))[0] !== before[0] && (await keys(id)).length === 1);
    expect((await loadRoom(env, id))?.state).toEqual(await replayed(id));
  }, 30_000);

  it.each([
    ['does not parse', () => '{"format":2,"sta'],
    ['is not an object', () => 'null'],
    ['lacks its head', (text: string) => text.replace('"head"', '"tail"')],
    ['names another block', (text: string) => text.replace(/"hash":"[0-9a-f]{4}/, '"hash":"0000')],
    ['ends elsewhere in its block', (text: string) => text.replace(/"seq":\d+/, '"seq":5000')],
    ['is of another format', (text: string) => text.replace(/"format":\d+/, '"format":0')],
    ['is of other rules', (text: string) => text.replace('"rulesVersion":1', '"rulesVersion":0')],
    ['is of another type', (text: string) => text.replace(relay.type, 'quiz')],
  ])('that %s is passed over', async (_, change: (text: string) => string) => {
    const [key = ''] = await keys(id);
    const text = (await (await env.MEDIA.get(key))?.text()) ?? '';
    expect(change(text)).not.toBe(text);
    await env.MEDIA.put(key, change(text));
    try {
      await loseMemory(id);
      const view = await roomOf(env, id).view(null);
      expect(view?.seq).toBe((await ledgerOf(id)).events.length);
      const parts = await loadRoom(env, id);
      expect(parts?.snapshotSeq).toBe(0);
      expect(parts?.state).toEqual(await replayed(id));
    } finally {
      await env.MEDIA.put(key, text);
    }
  });

  it('of another contest is passed over', async () => {
    const other = await newContest();
    const foreign = await newestSnapshot(env.MEDIA, relay, id);
    if (!foreign) throw new Error('no snapshot');
    await saveSnapshot(env.MEDIA, relay, other, foreign.head, JSON.stringify(foreign.state));
    await loseMemory(other);
    expect((await loadRoom(env, other))?.state).toEqual(await replayed(other));
    expect((await sendOne(other, vote('ben', entryId))).status).toBe('refused');
  });
});
