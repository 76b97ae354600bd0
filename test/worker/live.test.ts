import { describe, expect, it } from 'vitest';
import { env, runInDurableObject } from 'cloudflare:test';
import { exports } from 'cloudflare:workers';
import { defaultLimits } from '../../worker/abuse/limits.ts';
import { LiveSockets } from '../../worker/room/live-sockets.ts';
import type { LiveMessage } from '../../worker/wire/contest.ts';
import {
  accepted,
  approvedEntry,
  ledgerOf,
  loseMemory,
  newContest,
  roomStub,
  send,
  sendOne,
  until,
  vote,
} from './engine-world.ts';

type Board = Extract<LiveMessage, { type: 'board' }>;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function connect(
  id: string,
  since = '',
  origin = 'http://localhost',
  more: Record<string, string> = {},
) {
  const reply = await exports.default.fetch(`http://localhost/api/contests/${id}/live${since}`, {
    headers: { Upgrade: 'websocket', Origin: origin, ...more },
  });
  const messages: LiveMessage[] = [];
  const texts: string[] = [];
  const socket = reply.webSocket;
  socket?.addEventListener('message', ({ data }) => {
    const text = String(data);
    if (text.startsWith('{')) messages.push(JSON.parse(text) as LiveMessage);
    else texts.push(text);
  });
  socket?.accept();
  return { status: reply.status, reply, socket, messages, texts };
}

const from = (address: string) => ({ 'cf-connecting-ip': address });

const votesCast = (message: LiveMessage | undefined) =>
  message?.type === 'board'
    ? ((message as Board).board as { votes: { cast: number } }).votes.cast
    : null;

describe('the live socket', () => {
  it('begins with the board, or with "fresh" for whoever has it already', async () => {
    const id = await newContest();
    const seq = (await ledgerOf(id)).events.length;
    const first = await connect(id);
    await until(() => first.messages.length > 0);
    expect(first.messages[0]).toMatchObject({ type: 'board', seq, board: { approvedCount: 0 } });
    const again = await connect(id, `?since=${seq}`);
    await until(() => again.messages.length > 0);
    expect(again.messages[0]).toMatchObject({ type: 'fresh', seq });
    const behind = await connect(id, `?since=${seq - 1}`);
    await until(() => behind.messages.length > 0);
    expect(behind.messages[0]?.type).toBe('board');
  });

  it('tells of many acts in few messages, the last of which has them all', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const { messages } = await connect(id);
    for (let round = 0; round < 20; round++)
      await send(id, ...Array.from({ length: 10 }, (_, n) => vote(`fan-${round}-${n}`, entryId)));
    await until(() => votesCast(messages.at(-1)) === 200);
    expect(messages.length).toBeLessThan(20);
  });

  it('tells of nothing that is not committed', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const { messages } = await connect(id);
    await accepted(id, vote('ben', entryId));
    // A change is about to be told, and every further commit fails.
    await env.DB.prepare(
      `CREATE TRIGGER broken BEFORE INSERT ON block WHEN NEW.contest_id = '${id}'
       BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
    ).run();
    const endMs = Date.now() + 500;
    for (let n = 0; Date.now() < endMs; n++)
      expect((await sendOne(id, vote(`fan-${n}`, entryId))).status).toBe('fault');
    await env.DB.prepare('DROP TRIGGER broken').run();
    await until(() => votesCast(messages.at(-1)) === 1);
    // Longer than a change takes to reach those who watch.
    await pause(400);
    expect(messages.map(votesCast).filter((votes) => votes !== null && votes > 1)).toEqual([]);
  });

  it('outlives the memory of its room', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const { messages } = await connect(id);
    await loseMemory(id);
    await accepted(id, vote('ben', entryId));
    await until(() => votesCast(messages.at(-1)) === 1);
  });

  it('answers a ping', async () => {
    const { socket, texts } = await connect(await newContest());
    socket?.send('ping');
    await until(() => texts.includes('pong'));
  });

  it.each(['hello', 'pin', '', new Uint8Array([1, 2, 3])])(
    'is closed to whoever says anything else: %s',
    async (said) => {
      const { socket } = await connect(await newContest());
      const closed = new Promise<number>((resolve) => {
        socket?.addEventListener('close', ({ code }) => resolve(code));
      });
      for (let n = 0; n < 100; n++) if (socket?.readyState === WebSocket.OPEN) socket.send(said);
      expect(await closed).toBe(1008);
    },
  );

  it('is held for as many as a school has, of one address block, and for others beside them', async () => {
    const id = await newContest();
    const { held } = defaultLimits.live.block;
    const open: (WebSocket | null | undefined)[] = [];
    for (let n = 0; n < held; n++) {
      const { status, socket } = await connect(id, '', undefined, from(`192.0.2.${n % 250}`));
      expect(status).toBe(101);
      open.push(socket);
    }
    const late = () =>
      // What a client says of its block is not believed.
      connect(id, '', undefined, { ...from('192.0.2.251'), 'x-fanfare-block': 'another' });
    const { status, reply } = await late();
    expect(status).toBe(429);
    expect(Number(reply.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await reply.json()).toMatchObject({ error: { code: 'limits/ADDRESS' } });
    expect((await connect(id, '', undefined, from('198.51.100.1'))).status).toBe(101);
    expect((await connect(id)).status).toBe(101);
    // Also to a room that has lost its memory meanwhile.
    await loseMemory(id);
    expect((await late()).status).toBe(429);
    open[0]?.close();
    await until(async () => (await late()).status === 101);
  });

  it('is held for no more than the contest may have, wherever they are', async () => {
    const id = await newContest();
    for (const address of ['192.0.2.1', '198.51.100.1', '203.0.113.1'])
      expect((await connect(id, '', undefined, from(address))).status).toBe(101);
    const full = (held: number) =>
      runInDurableObject(roomStub(id), (_, state) => {
        const sockets = new LiveSockets(state, () => Promise.resolve(null));
        return sockets.full('a fourth block', { ...defaultLimits.live, contest: { held } });
      });
    expect(await full(4)).toBeNull();
    expect(await full(3)).toBe('contest');
  });

  it('is refused to the pages of other sites', async () => {
    const { status } = await connect(await newContest(), '', 'https://elsewhere.example');
    expect(status).toBe(403);
  });
});
