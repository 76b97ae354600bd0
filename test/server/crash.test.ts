import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { childrenOf, isAlive } from '../../bin/local/process-identity.ts';
import type { Action, Mine } from '../../contests/street-photo-relay/schema.ts';
import type { ActReply, ContestDetail, Receipt } from '../../worker/wire/contest.ts';
import type { ClustersReply } from '../../worker/wire/desk.ts';
import { demoCaller, guestCaller, type Caller } from '../support/caller.ts';
import { readLedger } from '../support/ledger-file.ts';
import { distinctPhotograph } from '../support/photos.ts';
import { act, enterPhotograph, publishRelay, type RunningRelay } from '../support/running-relay.ts';
import { DAY_MS } from '../support/relay.ts';
import { freePort } from '../../bin/local/port.ts';
import { startServer, type TestServer } from '../support/server.ts';

const ROUNDS = 3;
const GUESTS_A_ROUND = 60;
const IN_FLIGHT = 64;
/** Spread over the run, so that the server dies early, in the middle and late. */
const KILL_AFTER_REPLIES = [40, 100, 160];
const STOPS = ['porto', 'lisbon'];

/** One act that somebody wants, under one key for ever. */
interface Wish {
  guest: Caller;
  key: string;
  action: Action;
  sent: boolean;
  receipt: Receipt | null;
}

let dataDir: string;
let server: TestServer;
let relay: RunningRelay;
let entryIds: string[];
let photographs = 0;

const wish = (guest: Caller, action: Action): Wish => ({
  guest,
  key: randomUUID(),
  action,
  sent: false,
  receipt: null,
});

async function start(port: number): Promise<TestServer> {
  return startServer({ dataDir, port, env: { FANFARE_DEMO_CAMPAIGN: '0' } });
}

/** What a power cut leaves: neither the server nor its runtime. */
async function crash(): Promise<void> {
  const runtime = childrenOf(server.pid);
  for (const { pid } of runtime) process.kill(pid, 'SIGKILL');
  await server.kill9();
  await expect.poll(() => runtime.filter(isAlive)).toEqual([]);
}

function send({ guest, key, action }: Wish): Promise<Response> {
  return guest.send('POST', `/api/contests/${relay.id}/actions`, { key, action });
}

/** Votes of fresh guests for every entry, and among them a few new entries, in no particular order. */
async function wishesOfARound(): Promise<Wish[]> {
  const guests = await Promise.all(
    Array.from({ length: GUESTS_A_ROUND }, () => guestCaller(server.origin)),
  );
  const votes = guests.flatMap((guest) =>
    entryIds.map((entryId) => wish(guest, { type: 'vote', entryId })),
  );
  for (const guest of guests.slice(0, 6)) {
    const { mediaId } = await guest.must<{ mediaId: string }>(
      'POST',
      `/api/media?contest=${relay.id}`,
      await distinctPhotograph(photographs++),
    );
    const submit = wish(guest, {
      type: 'submit',
      stopId: 'porto',
      mediaId,
      caption: 'Just before the lights went out',
      credit: 'A guest',
      acceptsRulesVersion: 1,
    });
    votes.splice(photographs * 17, 0, submit);
  }
  return votes;
}

/** Sends wishes, many at a time, until the server is killed under them. */
async function sendUntilKilled(wishes: Wish[], killAfter: number): Promise<void> {
  let replies = 0;
  let killed: Promise<void> | undefined;
  const waiting = [...wishes];
  const sendNext = async () => {
    while (!killed) {
      const next = waiting.shift();
      if (!next) return;
      next.sent = true;
      try {
        const reply = await send(next);
        const body = await reply.text();
        if (reply.status !== 201) throw new Error(`an act was answered ${reply.status}: ${body}`);
        next.receipt = (JSON.parse(body) as ActReply).receipt;
      } catch (error) {
        // A connection that broke under a request in flight is what this is about.
        if (!killed) throw error;
      }
      if (++replies === killAfter) killed = crash();
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, sendNext));
  if (!killed) throw new Error('the round was over before the server was killed');
  await killed;
}

async function mineOf(guest: Caller): Promise<Mine> {
  const path = `/api/contests/${relay.id}`;
  return (await guest.must<ContestDetail<unknown, unknown, Mine>>('GET', path)).mine;
}

/** Whether somebody's own view shows what their act did. */
function shows(mine: Mine, { action }: Wish): boolean {
  return action.type === 'vote'
    ? mine.votes.includes(action.entryId)
    : action.type === 'submit' && mine.entries.some(({ mediaId }) => mediaId === action.mediaId);
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fanfare-'));
  server = await start(await freePort());
  relay = await publishRelay(server.origin, { votes: { budget: 1000, per: 'total' } });
  const author = await demoCaller(server.origin, 'fan');
  entryIds = [];
  for (const stopId of [...STOPS, ...STOPS]) {
    const photograph = await distinctPhotograph(photographs++);
    const entryId = await enterPhotograph(author, relay.id, stopId, photograph, 'Before the crash');
    await act(relay.moderator, relay.id, { type: 'approve', entryId });
    entryIds.push(entryId);
  }
});
afterAll(async () => {
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

it('keeps every acknowledged act, and counts every retried key once, however often it is killed', async () => {
  const counted: Wish[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const wishes = await wishesOfARound();
    await sendUntilKilled(wishes, KILL_AFTER_REPLIES[round] ?? 100);
    const sent = wishes.filter((each) => each.sent);
    const acknowledged = sent.filter((each) => each.receipt);
    const unanswered = sent.filter((each) => !each.receipt);
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILL_AFTER_REPLIES[round] ?? 0);
    expect(unanswered.length, 'the case needs acts in flight').toBeGreaterThan(0);
    server = await start(server.port);

    const views = new Map<Caller, Mine>();
    for (const guest of new Set(sent.map((each) => each.guest)))
      views.set(guest, await mineOf(guest));
    const lost = acknowledged.filter((each) => !shows(views.get(each.guest) as Mine, each));
    expect(lost).toEqual([]);

    for (const each of unanswered) {
      // Twice at the same time, as two impatient tabs would.
      const replies = await Promise.all([send(each), send(each)]);
      const bodies = (await Promise.all(replies.map((reply) => reply.json()))) as ActReply[];
      const statuses = replies.map((reply) => reply.status).sort();
      expect([200, 201]).toContain(statuses[1]);
      expect(statuses[0], 'one of two is a repetition').toBe(200);
      expect(bodies[0]?.receipt).toEqual(bodies[1]?.receipt);
      each.receipt = bodies[0]?.receipt ?? null;
    }
    for (const each of acknowledged) {
      const again = await send(each);
      expect(again.status).toBe(200);
      expect(((await again.json()) as ActReply).receipt).toEqual(each.receipt);
    }
    counted.push(...sent);
  }

  const votes = counted.filter(({ action }) => action.type === 'vote');
  const { account } = await relay.moderator.must<ClustersReply>(
    'GET',
    `/api/contests/${relay.id}/clusters`,
  );
  expect(account).toMatchObject({ cast: votes.length, counted: votes.length, voided: 0 });

  // The public ledger, once it is complete, holds each of these acts exactly once.
  await relay.owner.must('POST', '/dev/clock', { byMs: 10 * DAY_MS });
  const perform = (type: string) =>
    relay.moderator.must('POST', `/api/contests/${relay.id}/actions`, {
      key: randomUUID(),
      action: { type },
    });
  for (const type of ['core.selectWinners', 'core.confirmWinners', 'core.announce'])
    await perform(type);
  const download = await relay.owner.send('GET', `/api/contests/${relay.id}/ledger`);
  const { events, blocks } = readLedger(await download.text());

  const seqs = counted.map(({ receipt }) => receipt?.seq);
  expect(new Set(seqs).size).toBe(counted.length);
  const actors = new Map<Caller, string>();
  for (const { guest, action, receipt } of counted) {
    const event = events[(receipt?.seq ?? 0) - 1];
    expect(blocks[(receipt?.block ?? 0) - 1]?.hash).toBe(receipt?.hash);
    actors.set(guest, actors.get(guest) ?? event?.actorId ?? '');
    expect(event).toMatchObject({
      actorId: actors.get(guest),
      data:
        action.type === 'vote'
          ? { type: 'voted', entryId: action.entryId }
          : { type: 'submitted', entryId: receipt?.createdId },
    });
  }
  expect(new Set(actors.values()).size).toBe(actors.size);
  const voted = events.filter(({ data }) => data.type === 'voted');
  expect(voted).toHaveLength(votes.length);
  const submitted = events.filter(({ data }) => data.type === 'submitted');
  expect(submitted).toHaveLength(entryIds.length + counted.length - votes.length);
});
