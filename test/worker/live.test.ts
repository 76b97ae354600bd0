import { describe, expect, it } from 'vitest';
import { env } from 'cloudflare:test';
import { exports } from 'cloudflare:workers';
import type { LiveMessage } from '../../worker/wire/contest.ts';
import {
  accepted,
  approvedEntry,
  ledgerOf,
  loseMemory,
  newContest,
  send,
  sendOne,
  until,
  vote,
} from './engine-world.ts';

type Board = Extract<LiveMessage, { type: 'board' }>;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function connect(id: string, since = '', origin = 'http://localhost') {
  const reply = await exports.default.fetch(`http://localhost/api/contests/${id}/live${since}`, {
    headers: { Upgrade: 'websocket', Origin: origin },
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
  return { status: reply.status, socket, messages, texts };
}

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
    const until = Date.now() + 500;
    for (let n = 0; Date.now() < until; n++)
      expect((await sendOne(id, vote(`fan-${n}`, entryId))).status).toBe('fault');
    await env.DB.prepare('DROP TRIGGER broken').run();
    await pause(400);
    expect(messages.map(votesCast).filter((votes) => votes !== null && votes > 1)).toEqual([]);
    expect(votesCast(messages.at(-1))).toBe(1);
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

  it('is refused to the pages of other sites', async () => {
    const { status } = await connect(await newContest(), '', 'https://elsewhere.example');
    expect(status).toBe(403);
  });
});
