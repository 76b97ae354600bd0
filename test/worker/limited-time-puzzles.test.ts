import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { limitedTimePuzzles } from '../../contests/limited-time-puzzles/rules.server.ts';
import type { Action, Config, Mine } from '../../contests/limited-time-puzzles/schema.ts';
import type { Puzzle } from '../../contests/limited-time-puzzles/puzzle-schema.ts';
import { roomOf } from '../../worker/room/room-stub.ts';
import type { ActReply } from '../../worker/wire/contest.ts';
import { puzzleConfig, puzzleSecrets, wordPuzzle } from '../support/puzzles.ts';
import { Caller, signedIn } from './browser-like.ts';
import type { ActOutput } from '../../worker/room/act.ts';
import { input, ledgerOf, newContest, sendOne } from './engine-world.ts';

const HOUR_MS = 3_600_000;
const PARALLEL = 100;
const LIMIT = 5;

interface Reply extends ActReply<Mine> {
  error: { code: string; message: string; retryAtMs?: number; requestId: string };
}

// The room is made by whoever comes first; signing somebody in makes the demo's brand.
beforeAll(async () => {
  await signedIn('brand');
});

/** A published game that has been open for an hour. */
function newGame(puzzle: Partial<Puzzle>, change: Partial<Config> = {}): Promise<string> {
  const opensAtMs = Date.now() - HOUR_MS;
  const closesAtMs = opensAtMs + 5 * HOUR_MS;
  const schedule = { opensAtMs, closesAtMs, resultsAtMs: closesAtMs };
  const config = puzzleConfig({ schedule, ...change });
  return newContest(config, { type: limitedTimePuzzles.type, secrets: puzzleSecrets(puzzle) });
}

async function newGuest(): Promise<Caller> {
  const caller = new Caller();
  await caller.send('POST', '/api/session/guest');
  return caller;
}

const answer = (caller: Caller, id: string, text: string) =>
  caller.json<Reply>('POST', `/api/contests/${id}/actions`, {
    key: crypto.randomUUID(),
    action: answering(text),
  });

const missed = async (id: string) =>
  (await ledgerOf(id)).events.filter(({ data }) => data.type === 'missed').length;

const answering = (text: string): Action => ({ type: 'answer', puzzle: 1, answer: text });

/** A fan's answers, every one in a call of its own to the room, all under way at once. */
const atOnce = (id: string, texts: readonly string[]) =>
  Promise.all(texts.map((text) => sendOne(id, input('ana', answering(text)))));

const wrongs = Array.from({ length: PARALLEL }, (_, index) => `wrong ${index}`);
const refusedWith = (outputs: readonly ActOutput[], code: string) =>
  outputs.filter((output) => output.status === 'refused' && output.code === code);
const accepted = (outputs: readonly ActOutput[]) =>
  outputs.filter(({ status }) => status === 'accepted');

const puzzleOf = async (id: string) =>
  ((await roomOf(env, id).view('ana'))?.mine as Mine).puzzles[0];

describe('answers that arrive together', () => {
  it('a hundred different wrong ones use up exactly the tries there are', async () => {
    const id = await newGame(wordPuzzle('anchor', { tries: LIMIT }));
    const outputs = await atOnce(id, wrongs);
    expect(accepted(outputs)).toHaveLength(LIMIT);
    expect(refusedWith(outputs, 'attempts/NONE_LEFT')).toHaveLength(PARALLEL - LIMIT);
    expect(await missed(id)).toBe(LIMIT);
    expect(await puzzleOf(id)).toMatchObject({
      status: 'spent',
      wrongCount: LIMIT,
      triesLeft: 0,
    });
    // The right one comes too late, too.
    expect(refusedWith(await atOnce(id, ['anchor']), 'attempts/NONE_LEFT')).toHaveLength(1);
  });

  it('a hundred times the same wrong one costs one try', async () => {
    const id = await newGame(wordPuzzle('anchor', { tries: LIMIT }));
    const spellings = ['Buoy', ' buoy ', 'BUOY!', 'buöy'];
    const same = wrongs.map((_, index) => spellings[index % spellings.length] ?? '');
    const outputs = await atOnce(id, same);
    expect(accepted(outputs)).toHaveLength(1);
    expect(refusedWith(outputs, 'attempts/TRIED_BEFORE')).toHaveLength(PARALLEL - 1);
    expect(await missed(id)).toBe(1);
    expect(await puzzleOf(id)).toMatchObject({ triesLeft: LIMIT - 1 });
  });

  it('a hundred wrong ones during a cool-down count once, and say when to come back', async () => {
    const coolDown = { kind: 'growing', power: 2, divisor: 1.5 } as const;
    const id = await newGame(wordPuzzle('anchor'), { coolDown });
    const outputs = await atOnce(id, wrongs);
    expect(accepted(outputs)).toHaveLength(1);
    const { nextTryAtMs } = (await puzzleOf(id)) ?? {};
    for (const output of refusedWith(outputs, 'attempts/COOLING_DOWN'))
      expect(output).toMatchObject({ retryAtMs: nextTryAtMs });
    expect(await missed(id)).toBe(1);
  });

  it('a hundred right ones solve it once', async () => {
    const id = await newGame(wordPuzzle('anchor', { tries: LIMIT }));
    const outputs = await atOnce(
      id,
      wrongs.map(() => 'Anchor'),
    );
    expect(accepted(outputs)).toHaveLength(1);
    expect(await puzzleOf(id)).toMatchObject({ status: 'solved', wrongCount: 0 });
  });
});

it('two wrong answers get replies of the same size, however near they are', async () => {
  const id = await newGame(wordPuzzle('anchor'));
  const sizes = new Set<number>();
  for (const text of ['ancho', 'zzzzz', 'ankor']) {
    const { status, body } = await answer(await newGuest(), id, text);
    expect(status).toBe(201);
    // Ids and hashes differ, and always have the same length; the receipt's numbers are those of the ledger.
    const { playerId, ...mine } = body.mine;
    sizes.add(JSON.stringify({ ...mine, playerId: playerId?.length }).length);
  }
  expect(sizes.size).toBe(1);
});

it('nothing that a stranger can fetch holds an answer', async () => {
  const id = await newGame(
    wordPuzzle('anchor', {
      explanation: 'It holds the ship.',
      hints: [{ text: 'Look below.', price: 5 }],
    }),
  );
  const stranger = await newGuest();
  for (const path of [`/api/contests/${id}`, `/c/${id}/contest`, `/c/${id}/contest/rules`]) {
    const reply = await stranger.send('GET', path);
    expect(reply.status).toBe(200);
    const shown = JSON.stringify([...reply.headers]) + (await reply.text());
    expect(shown).not.toMatch(/anchor|holds the ship|look below/i);
  }
});
