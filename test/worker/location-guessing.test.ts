import { beforeAll, describe, expect, it } from 'vitest';
import type { Action, Config, Mine } from '../../contests/location-guessing/schema.ts';
import { DEMO_BRAND } from '../../worker/services/demo-people.ts';
import type { ActReply, ContestDetail, StandingRow } from '../../worker/wire/contest.ts';
import { DAY_MS, guessingConfig, THREE_ROUNDS } from '../support/guessing.ts';
import { Caller, signedIn } from './browser-like.ts';
import {
  faultsOf,
  HOUR_MS,
  input,
  ledgerOf,
  loseMemory,
  newContest,
  send,
  sendOne,
} from './engine-world.ts';
import { freshPicture } from './permission-world.ts';

type Detail = ContestDetail<Config, unknown, Mine>;
type Reply = ActReply<Mine> & { error?: { code: string } };

/** Every secret of these rounds, as it would stand in a reply. */
const SECRETS = THREE_ROUNDS.games.flatMap(({ rounds }) =>
  rounds.flatMap(({ hint, title, explanation }) => [hint, title, explanation]),
);

function newGame(change: Partial<Config> = {}): Promise<string> {
  const now = Date.now();
  const config = guessingConfig({
    schedule: {
      format: 'open',
      opensAtMs: now - HOUR_MS,
      closesAtMs: now + DAY_MS,
      resultsAtMs: now + 2 * DAY_MS,
    },
    ...change,
  });
  return newContest(config, { type: 'location-guessing', secrets: THREE_ROUNDS });
}

const act = (caller: Caller, id: string, action: Action, key: string = crypto.randomUUID()) =>
  caller.json<Reply>('POST', `/api/contests/${id}/actions`, { key, action });

const start = (round: number): Action => ({ type: 'start', game: 1, round });
const guess = (round: number, longitude: number): Action => ({
  type: 'guess',
  game: 1,
  round,
  latitude: 0,
  longitude,
});

async function newGuest(): Promise<Caller> {
  const caller = new Caller();
  await caller.send('POST', '/api/session/guest');
  return caller;
}

async function mineOf(caller: Caller, id: string): Promise<Mine> {
  return (await caller.json<Detail>('GET', `/api/contests/${id}`)).body.mine;
}

async function eventsOf(id: string, type: string) {
  return (await ledgerOf(id)).events.filter(({ data }) => data.type === type);
}

let owner: Caller;
beforeAll(async () => {
  owner = await signedIn('brand');
});

describe('a guess', () => {
  it('sent twice with one key at the same instant is decided once, and both get its receipt', async () => {
    const id = await newGame();
    await sendOne(id, input('ann', start(1)));
    const act = input('ann', guess(1, 3));
    const [first, second] = await send(id, act, { ...act });
    expect(first).toMatchObject({ status: 'accepted' });
    expect(second).toMatchObject({ receipt: (first as { receipt: unknown }).receipt });
    expect(await eventsOf(id, 'guessed')).toHaveLength(1);
  });

  it('sent many times with different keys at the same instant counts once: the first', async () => {
    const id = await newGame();
    await sendOne(id, input('ann', start(1)));
    const guesses = Array.from({ length: 20 }, (_, index) => input('ann', guess(1, index)));
    const outputs = await send(id, ...guesses);
    const [first, ...others] = outputs;
    expect(first).toMatchObject({
      status: 'accepted',
      mine: { rounds: [{ status: 'answered', guess: { longitude: 0 } }] },
    });
    for (const output of others)
      expect(output).toMatchObject({ status: 'refused', code: 'guess/ALREADY_ANSWERED' });
    expect(await eventsOf(id, 'guessed')).toMatchObject([{ data: { longitude: 0 } }]);
    expect(faultsOf(await ledgerOf(id))).toEqual([]);
  });

  it('of a round started twice at the same instant finds one clock', async () => {
    const id = await newGame();
    const outputs = await send(id, input('ann', start(1)), input('ann', start(1)));
    expect(outputs.map(({ status }) => status)).toEqual(['accepted', 'refused']);
    expect(await eventsOf(id, 'roundStarted')).toHaveLength(1);
  });

  it('finds the same deadline after the room has lost its memory', async () => {
    const id = await newGame();
    const guest = await newGuest();
    await act(guest, id, start(1));
    const before = await mineOf(guest, id);
    await loseMemory(id);
    expect(await mineOf(guest, id)).toEqual(before);
    expect((await act(guest, id, start(1))).body.error?.code).toBe('guess/ALREADY_STARTED');
  });
});

it('a game whose rounds have a picture and a place, and nothing else, can be published and played', async () => {
  const must = async <T>(method: string, path: string, body: unknown) => {
    const reply = await owner.json<T>(method, path, body);
    expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
    return reply.body;
  };
  const upload = await owner.upload(`/api/media?brand=${DEMO_BRAND.id}`, freshPicture());
  const { mediaId } = (await upload.json()) as { mediaId: string };
  const campaign = await must<{ id: string }>('POST', `/api/brands/${DEMO_BRAND.id}/campaigns`, {
    title: 'Bare',
  });
  const { id, config } = await must<{ id: string; config: Config }>(
    'POST',
    `/api/studio/campaigns/${campaign.id}/contests`,
    { type: 'location-guessing', title: 'Bare' },
  );
  const opensAtMs = Date.now() - HOUR_MS;
  const draft = await owner.send('PATCH', `/api/contests/${id}/draft`, {
    config: {
      ...(config ?? guessingConfig()),
      schedule: { format: 'daily', opensAtMs, days: 1, resultsAtMs: opensAtMs + DAY_MS },
    },
    secrets: {
      games: [{ rounds: [{ picture: mediaId, place: { latitude: 0, longitude: 1 } }] }],
    },
  });
  expect(draft.ok).toBe(true);
  const published = await owner.send('POST', `/api/contests/${id}/publish`);
  expect(published.ok).toBe(true);
  const guest = await newGuest();
  expect((await act(guest, id, start(1))).status).toBe(201);
  expect((await act(guest, id, guess(1, 1))).body.mine.rounds).toMatchObject([
    { pictureIds: [mediaId], hasHint: false, score: { points: 5000 }, answer: { title: '' } },
  ]);
});

describe('what others can read', () => {
  it('tells no place, hint or text of a round that they have not answered', async () => {
    const id = await newGame({ standingsVisible: true });
    const [player, other] = [await newGuest(), await newGuest()];
    for (const round of [1, 2, 3]) {
      await act(player, id, start(round));
      await act(player, id, { type: 'takeHint', game: 1, round });
      await act(player, id, guess(round, 10 * (round - 1) + 1));
    }
    await act(player, id, { type: 'setName', name: 'Ana' });
    await act(other, id, start(1));
    const paths = [
      `/api/contests/${id}`,
      `/api/contests/${id}/standings`,
      `/api/contests/${id}/entries`,
      `/c/${id}/contest`,
      `/c/${id}/contest/rules`,
      `/c/${id}`,
    ];
    for (const caller of [other, new Caller()]) {
      for (const path of paths) {
        const reply = await caller.send('GET', path);
        const text = await reply.text();
        expect(reply.status, path).toBe(200);
        expect(
          SECRETS.filter((secret) => text.includes(secret)),
          path,
        ).toEqual([]);
        // Of the round that they have started they know the pictures, of the others not even those.
        expect(text, path).not.toContain('picture of two');
      }
    }
    expect(JSON.stringify(await mineOf(player, id))).toContain('title of three');
    const standings = await other.json<{ standings: StandingRow[] }>(
      'GET',
      `/api/contests/${id}/standings`,
    );
    expect(standings.body.standings).toMatchObject([{ rank: 1, entry: { credit: 'Ana' } }]);
  });

  it('is no event of the ledger before the result', async () => {
    const id = await newGame();
    const guest = await newGuest();
    await act(guest, id, start(1));
    await act(guest, id, guess(1, 2));
    const reply = await guest.send('GET', `/api/contests/${id}/ledger`);
    const text = await reply.text();
    for (const told of ['guessed', 'placeShown', 'roundShown', 'picture of', ...SECRETS])
      expect(text).not.toContain(told);
  });
});

it('a fan who played as a guest keeps the rounds after signing in, and gets no second look', async () => {
  const id = await newGame();
  const guest = await newGuest();
  await act(guest, id, start(1));
  await act(guest, id, guess(1, 2));
  const before = (await mineOf(guest, id)).rounds;
  const reply = await guest.send('POST', '/dev/sign-in', { as: 'fan', name: 'Gusti' });
  expect(reply.ok).toBe(true);
  const again = await act(guest, id, start(1));
  expect(again.body.error?.code).toBe('guess/ALREADY_STARTED');
  expect((await mineOf(guest, id)).rounds).toEqual(before);
});

// Last, for the clock of this file runs ahead from here on.
it('an answer that arrives after the deadline is refused, and the next round can begin', async () => {
  const id = await newGame({ secondsPerRound: 5 });
  const guest = await newGuest();
  await act(guest, id, start(1));
  expect((await act(guest, id, start(2))).body.error?.code).toBe('guess/ROUND_RUNNING');
  const moved = await owner.send('POST', '/dev/clock', { byMs: 5000 });
  expect(moved.ok).toBe(true);
  const late = await act(guest, id, guess(1, 0));
  expect(late).toMatchObject({ status: 409, body: { error: { code: 'guess/TOO_LATE' } } });
  expect((await act(guest, id, { type: 'look', game: 1, round: 1 })).status).toBe(201);
  expect((await act(guest, id, start(2))).status).toBe(201);
  expect((await mineOf(guest, id)).rounds).toMatchObject([
    { status: 'timeUp', guess: null, answer: { title: 'title of one' } },
    { status: 'running', answer: null },
  ]);
});
