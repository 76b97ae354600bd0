import { env } from 'cloudflare:test';
import { exports } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { NO_TRACE } from '../../worker/abuse/act-trace.ts';
import type { LiveMessage } from '../../worker/wire/contest.ts';
import { roomOf } from '../../worker/room/room-stub.ts';
import { standingsOf } from '../../contests/lifecycle.ts';
import { Caller, signedIn } from './browser-like.ts';
import {
  approvedEntry,
  loseMemory,
  input,
  ledgerOf,
  newContest,
  openConfig,
  relay,
  replayed,
  send,
  until,
  vote,
} from './engine-world.ts';
import { fanVote, many, robotVote } from './vote-world.ts';

/** A public text without what differs between any two contests: ids, hashes and times. */
const masked = (text: string, ids: readonly string[]) =>
  ids
    .reduce((words, id) => words.replaceAll(id, 'ID'), text)
    .replace(/[0-9a-f]{64}/g, 'HASH')
    .replace(/"requestId":"[\w-]+"/g, 'REQUEST')
    .replace(/Caption of [\w-]+/g, 'CAPTION')
    // Entries come in the order of their random ids.
    .replace(/"credit":"\w+"/g, 'CREDIT')
    .replace(/\b1\d{12}\b/g, 'TIME');

const FANS = 40;

async function attacked(robots = 120) {
  const id = await newContest(openConfig());
  const stuffed = await approvedEntry(id, 'ann');
  const honest = await approvedEntry(id, 'ben');
  await send(id, ...many(FANS, (index) => fanVote(index, honest)));
  for (let start = 0; start < robots; start += 40) {
    const acts = Array.from({ length: 40 }, (_, index) => robotVote(start + index, stuffed));
    await send(id, ...acts);
  }
  return { id, stuffed, honest, robots };
}

const votesOf = async (id: string, entryId: string) => {
  const state = await replayed(id);
  return relay.entry(state.play, entryId)?.votes;
};

/** The account of votes as those who decide see it. */
const accountOf = async (id: string) =>
  (await roomOf(env, id).review({ actorId: 'mo', role: 'moderator' }))?.votes;

describe('a burst of one machine', () => {
  it('cannot find out vote by vote what is held, by taking one back and casting it again', async () => {
    const { id, stuffed, honest } = await attacked();
    await roomOf(env, id).sweep();
    const figures = async () =>
      ((await roomOf(env, id).view(null))?.board as { votes: Record<string, unknown> }).votes;
    const takeBack = (who: string, entryId: string) =>
      send(id, input(who, { type: 'unvote', entryId } as never));
    const before = await figures();
    expect(before).toMatchObject({ counted: null, quarantined: null, voided: null });
    await takeBack('robot-7', stuffed);
    const held = await figures();
    await send(id, robotVote(7, stuffed));
    expect(await figures()).toEqual(before);
    await takeBack('fan-7', honest);
    // The same whether the vote counted or not.
    expect(await figures()).toEqual(held);
    expect(held).not.toEqual(before);
  });

  it('looks to whoever watches from outside like a crowd of people', async () => {
    /** All that is public about a contest before its result, once its votes have been looked through. */
    const watched = async (voteFor: typeof fanVote) => {
      const id = await newContest(openConfig({ standingsVisible: false }));
      const entryId = await approvedEntry(id, 'ann');
      const other = await approvedEntry(id, 'ben');
      await send(id, ...Array.from({ length: FANS }, (_, index) => fanVote(index, other)));
      const acts = (from: number) =>
        Array.from({ length: 40 }, (_, index) => voteFor(100 + from + index, entryId));
      for (const from of [0, 40, 80]) await send(id, ...acts(from));
      const messages: LiveMessage[] = [];
      const { webSocket } = await exports.default.fetch(
        `http://localhost/api/contests/${id}/live`,
        { headers: { Upgrade: 'websocket', Origin: 'http://localhost' } },
      );
      webSocket?.addEventListener('message', ({ data }) => {
        messages.push(JSON.parse(String(data)) as LiveMessage);
      });
      webSocket?.accept();
      const found = await roomOf(env, id).sweep();
      await until(() => messages.length > 0);
      // Longer than a change takes to reach those who watch.
      await new Promise((resolve) => setTimeout(resolve, 400));
      const watcher = new Caller();
      const texts = await Promise.all(
        ['ledger', 'entries', 'standings'].map(async (what) => {
          const reply = await watcher.send('GET', `/api/contests/${id}/${what}`);
          return new TextDecoder().decode(await reply.arrayBuffer());
        }),
      );
      webSocket?.close();
      const words = [...texts, ...messages.map((message) => JSON.stringify(message))].join('\n');
      return { found, words: masked(words, [id, entryId, other]) };
    };
    const [attack, crowd] = [await watched(robotVote), await watched(fanVote)];
    expect([attack.found, crowd.found]).toEqual([1, 0]);
    expect(attack.words).toContain('"seq"');
    expect(attack.words).toBe(crowd.words);
  });

  it('is put into quarantine together, and nobody else is', async () => {
    const { id, stuffed, honest, robots } = await attacked();
    expect(await votesOf(id, stuffed)).toBe(robots);
    expect(await roomOf(env, id).sweep()).toBe(1);
    expect(await votesOf(id, stuffed)).toBe(0);
    expect(await votesOf(id, honest)).toBe(FANS);
    const view = await roomOf(env, id).view('robot-7');
    // Not counted, not refused, and the voter is not told.
    expect(view?.mine).toMatchObject({ votes: [stuffed] });
    expect(view?.board).toMatchObject({ votes: { cast: robots + FANS, quarantined: null } });
    expect(await accountOf(id)).toMatchObject({
      cast: robots + FANS,
      counted: FANS,
      quarantined: robots,
      voided: 0,
    });
    // A second look finds nothing new.
    expect(await roomOf(env, id).sweep()).toBe(0);
  });

  it('counts again when it is cleared, and never again when it is voided, at once', async () => {
    const { id, stuffed, robots } = await attacked();
    await roomOf(env, id).sweep();
    const { events } = await ledgerOf(id);
    const found = events.find(({ data }) => data.type === 'core.votesLookedThrough');
    const { clusters } = found?.data as unknown as { clusters: { clusterId: string }[] };
    const clusterId = clusters[0]?.clusterId;
    const reason = 'One machine, two minutes.';
    const decide = (type: string, seen: string) =>
      send(id, input('mo', { type, clusterId, seen, reason } as never, { role: 'moderator' }));

    const [cleared] = await decide('core.clearCluster', 'quarantined');
    expect(cleared?.status).toBe('accepted');
    expect(await votesOf(id, stuffed)).toBe(robots);
    // What was cleared stays cleared.
    expect(await roomOf(env, id).sweep()).toBe(0);
    expect((await decide('core.clearCluster', 'counted'))[0]).toMatchObject({
      code: 'core/ALREADY_DECIDED',
    });

    await decide('core.voidCluster', 'counted');
    expect(await votesOf(id, stuffed)).toBe(0);
    const account = await accountOf(id);
    expect(account).toMatchObject({ counted: FANS, quarantined: 0, voided: robots });
    expect(account?.voidedBy.abuse).toBe(robots);
    const { results } = await env.DB.prepare('SELECT votes FROM entry WHERE id = ?')
      .bind(stuffed)
      .all();
    expect(results).toEqual([{ votes: 0 }]);
    await loseMemory(id);
    expect(await accountOf(id)).toEqual(account);
  });

  it('is decided on once when two decide at the same time', async () => {
    const { id, robots } = await attacked();
    await roomOf(env, id).sweep();
    const [clusterId] = Object.keys((await replayed(id)).core.clusters);
    const decision = { clusterId, seen: 'quarantined', reason: 'Looked into.' };
    const decide = (type: string, who: string) =>
      input(who, { type, ...decision } as never, { role: 'moderator' });
    const outcomes = await send(
      id,
      decide('core.voidCluster', 'mo'),
      decide('core.clearCluster', 'may'),
    );
    expect(outcomes).toMatchObject([
      { status: 'accepted' },
      { status: 'refused', code: 'core/DECIDED_MEANWHILE' },
    ]);
    expect(await accountOf(id)).toMatchObject({ counted: FANS, voided: robots });
  });

  it('grows while it is looked into, instead of becoming many', async () => {
    const { id, stuffed } = await attacked();
    await roomOf(env, id).sweep();
    await send(id, ...Array.from({ length: 40 }, (_, index) => robotVote(500 + index, stuffed)));
    expect(await roomOf(env, id).sweep()).toBe(1);
    const state = await replayed(id);
    expect(Object.values(state.core.clusters).map(({ votes }) => votes.length)).toEqual([160]);
    expect(standingsOf(relay, state).find((row) => row.id === stuffed)?.figures).toMatchObject({
      votes: 0,
    });
  });

  it('cannot be decided on by fans or judges', async () => {
    const { id } = await attacked();
    await roomOf(env, id).sweep();
    const [clusterId] = Object.keys((await replayed(id)).core.clusters);
    expect(clusterId).toBeDefined();
    const clear = { type: 'core.clearCluster', seen: 'quarantined', reason: 'People.' };
    for (const role of ['fan', 'judge', 'editor'] as const) {
      const act = input('eve', { ...clear, clusterId } as never, { role });
      expect((await send(id, act))[0]).toMatchObject({ code: 'core/NOT_ALLOWED' });
    }
  });
});

describe('budgets of acts', () => {
  const flood = (who: string, count: number, blockHash: string | null = null) =>
    Array.from({ length: count }, () => vote(who, 'none', { trace: { ...NO_TRACE, blockHash } }));

  it('stop a person who acts faster than people do, and say when to try again', async () => {
    const id = await newContest();
    const outputs = await send(id, ...flood('eve', 200));
    const stopped = outputs.filter(
      (one) => one?.status === 'refused' && one.code === 'limits/PERSON',
    );
    expect(stopped.length).toBeGreaterThan(60);
    expect(stopped[0]).toMatchObject({ message: expect.stringMatching(/Try again in .*second/) });
    const [other] = await send(id, vote('ann', 'none'));
    expect(other).toMatchObject({ code: 'ballots/NOT_IN_GALLERY' });
  });

  it('are not fresh after a restart', async () => {
    const id = await newContest();
    const entries = [];
    for (let index = 0; index < 130; index++)
      entries.push(await approvedEntry(id, `author-${index}`));
    const outputs = await send(id, ...entries.map((entryId) => vote('eve', entryId)));
    const accepted = outputs.filter((one) => one?.status === 'accepted').length;
    expect(accepted).toBeGreaterThanOrEqual(120);
    expect(accepted).toBeLessThan(130);
    await loseMemory(id);
    const again = await send(id, ...flood('eve', 60));
    const passed = again.filter((one) => one?.status === 'refused' && one.code !== 'limits/PERSON');
    expect(passed.length).toBeLessThan(20);
  });

  it('answer 429 over HTTP, in words and with a time to wait', async () => {
    const id = await newContest();
    const fan = await signedIn('fan', 'Somebody in a hurry');
    const action = { type: 'vote', entryId: 'none' };
    let reply: Response;
    let sent = 0;
    do {
      const body = { key: crypto.randomUUID(), action };
      reply = await fan.send('POST', `/api/contests/${id}/actions`, body);
      sent += 1;
    } while (reply.status !== 429 && sent < 1_000);
    expect(sent).toBeGreaterThan(120);
    expect(reply.status).toBe(429);
    expect(Number(reply.headers.get('Retry-After'))).toBe(1);
    const { error } = (await reply.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('limits/PERSON');
    expect(error.message).toContain('Try again in a second.');
  });

  it('do not count staff at work', async () => {
    const id = await newContest();
    const acts = Array.from({ length: 200 }, () =>
      input('mo', { type: 'approve', entryId: 'none' }, { role: 'moderator' }),
    );
    const outputs = await send(id, ...acts);
    expect(
      outputs.filter((one) => one?.status === 'refused' && one.code.startsWith('limits/')),
    ).toEqual([]);
  });
});
