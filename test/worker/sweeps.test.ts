import { env, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { roomOf } from '../../worker/room/room-stub.ts';
import type { ClustersReply } from '../../worker/wire/desk.ts';
import { signedIn, type Caller } from './browser-like.ts';
import {
  closed,
  closingConfig,
  faultsOf,
  ledgerOf,
  loseMemory,
  projections,
  roomStub,
  send,
  unvote,
  vote,
} from './engine-world.ts';
import { fanVote, kioskVote, robotVote, votedOn } from './vote-world.ts';

const ROBOTS = 60;
const KIOSK = 30;
const robots = { count: ROBOTS, vote: robotVote };
const kiosk = { count: KIOSK, vote: kioskVote };

let moderator: Caller;
beforeAll(async () => {
  // The brand comes with its owner.
  await signedIn('brand');
  moderator = await signedIn('moderator');
});

const desk = async (id: string) =>
  (await moderator.json<ClustersReply>('GET', `/api/contests/${id}/clusters`)).body;
async function ask(caller: Caller, id: string, action: Record<string, unknown>) {
  const key = crypto.randomUUID();
  const reply = await caller.send('POST', `/api/contests/${id}/actions`, { key, action });
  return { status: reply.status, body: (await reply.json()) as { error?: { code: string } } };
}
const typesOf = async (id: string) => (await ledgerOf(id)).events.map(({ data }) => data.type);

describe('selecting winners', () => {
  it.each([
    ['put into quarantine', robots],
    ['to be looked at', kiosk],
  ])(
    'waits once for votes that were just found %s, since nothing changes afterwards',
    async (_, others) => {
      const { id } = await votedOn(others, closingConfig());
      await closed(id);
      const fan = await signedIn('fan', 'Eager Eve');
      expect((await ask(fan, id, { type: 'core.selectWinners' })).body.error?.code).toBe(
        'core/NOT_ALLOWED',
      );
      expect(await typesOf(id)).not.toContain('core.votesLookedThrough');

      const first = await ask(moderator, id, { type: 'core.selectWinners' });
      expect(first).toMatchObject({
        status: 409,
        body: { error: { code: 'core/NEW_GROUPS_OF_VOTES' } },
      });
      const { clusters, suspects } = await desk(id);
      expect([...clusters, ...suspects].map(({ votes }) => votes)).toEqual([others.count]);
      expect((await ask(moderator, id, { type: 'core.selectWinners' })).status).toBe(201);
    },
  );

  it('does not wait where the last votes are those of people', async () => {
    const { id } = await votedOn({ count: 3, vote: kioskVote }, closingConfig());
    await closed(id);
    expect((await ask(moderator, id, { type: 'core.selectWinners' })).status).toBe(201);
    expect((await typesOf(id)).slice(-2)).toEqual([
      'core.votesLookedThrough',
      'core.winnersSelected',
    ]);
  });
});

describe('once winners are selected', () => {
  it('a look changes nothing, whatever comes to light', async () => {
    const others = (index: number, entryId: string) => fanVote(1_000 + index, entryId);
    const { id } = await votedOn({ count: ROBOTS, vote: others }, closingConfig());
    await closed(id);
    expect((await ask(moderator, id, { type: 'core.selectWinners' })).status).toBe(201);
    const before = await typesOf(id);
    // As if they had been one browser all along.
    await env.DB.prepare(
      `UPDATE act_trace SET device_hash = 'robot device', agent_hash = 'robot agent', network = 'AS64500'
       WHERE contest_id = ? AND fan_id LIKE 'fan-10__'`,
    )
      .bind(id)
      .run();
    expect(await roomOf(env, id).sweep()).toBe(0);
    expect(await typesOf(id)).toEqual(before);
    expect((await desk(id)).clusters).toEqual([]);
  });
});

describe('a look through the votes', () => {
  const dueMs = (id: string) =>
    runInDurableObject(roomStub(id), (_, { storage }) => storage.kv.get<number>('sweepDueMs'));

  it('stays due until it has succeeded, also where the room loses its memory', async () => {
    const { id } = await votedOn(robots);
    const name = `broken_${id.replace(/\W/g, '_')}`;
    await env.DB.prepare(
      `CREATE TRIGGER "${name}" BEFORE INSERT ON vote_cluster WHEN NEW.contest_id = '${id}'
       BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
    ).run();
    await runInDurableObject(roomStub(id), (_, { storage }) => storage.kv.put('sweepDueMs', 1));
    await loseMemory(id);
    await runDurableObjectAlarm(roomStub(id));
    expect(await dueMs(id)).toBe(1);
    expect((await desk(id)).clusters).toMatchObject([{ votes: ROBOTS, summary: null }]);
    await env.DB.prepare(`DROP TRIGGER "${name}"`).run();
    await loseMemory(id);
    await runDurableObjectAlarm(roomStub(id));
    expect(await dueMs(id)).toBeUndefined();
    // What the first one had put on the ledger has its picture now.
    expect((await desk(id)).clusters).toMatchObject([
      { votes: ROBOTS, summary: { votes: ROBOTS } },
    ]);
  });

  it('is due again for votes that were cast while somebody looked', async () => {
    const { id, honest } = await votedOn(robots);
    const looking = roomOf(env, id).sweep();
    await send(id, vote('late', honest));
    await looking;
    expect(await dueMs(id)).toBeGreaterThan(0);
  });

  it('finds the same once, whoever else looks, acts or rebuilds the room meanwhile', async () => {
    const { id, stuffed, honest } = await votedOn(robots);
    const looks = [roomOf(env, id).sweep(), roomOf(env, id).sweep()];
    await send(id, unvote('robot-0', stuffed), vote('late', honest));
    await roomOf(env, id).rebuild();
    const found = await Promise.all(looks);
    expect(found.reduce((sum, clusters) => sum + clusters)).toBe(1);
    const ledger = await ledgerOf(id);
    expect(faultsOf(ledger)).toEqual([]);
    expect((await desk(id)).clusters).toMatchObject([{ votes: ROBOTS - 1 }]);
    const before = await projections(id);
    await roomOf(env, id).rebuild();
    expect(await projections(id)).toEqual(before);
  });

  it('leaves an alarm for the next border of a stage, also when it is the first to wake the room', async () => {
    const { id } = await votedOn(robots);
    await runInDurableObject(roomStub(id), (_, { storage }) => storage.deleteAlarm());
    await loseMemory(id);
    await roomOf(env, id).sweep();
    const alarmMs = await runInDurableObject(roomStub(id), (_, { storage }) => storage.getAlarm());
    expect(alarmMs).toBeGreaterThan(Date.now());
  });

  it('makes the picture of a group anew where it is missing', async () => {
    const { id } = await votedOn(robots);
    await roomOf(env, id).sweep();
    const before = (await desk(id)).clusters;
    await env.DB.prepare('DELETE FROM vote_cluster WHERE contest_id = ?').bind(id).run();
    expect((await desk(id)).clusters[0]?.summary).toBeNull();
    await roomOf(env, id).sweep();
    expect((await desk(id)).clusters).toEqual(before);
  });

  it('goes on listing a group that no longer stands out, until somebody decides', async () => {
    const { id } = await votedOn(kiosk);
    await roomOf(env, id).sweep();
    const [group] = (await desk(id)).suspects;
    expect(group?.summary).toMatchObject({ votes: KIOSK, standsOut: true });
    // Without traces the signals that found it see nothing, as when much else is cast around it.
    await env.DB.prepare('DELETE FROM act_trace WHERE contest_id = ?').bind(id).run();
    for (let look = 0; look < 2; look++) {
      await roomOf(env, id).sweep();
      expect((await desk(id)).suspects).toMatchObject([
        { id: group?.id, votes: KIOSK, summary: { standsOut: false } },
      ]);
    }
    const decision = { clusterId: group?.id, seen: 'suspect', reason: 'A kiosk.' };
    expect((await ask(moderator, id, { type: 'core.voidCluster', ...decision })).status).toBe(201);
    await roomOf(env, id).sweep();
    expect((await desk(id)).suspects).toEqual([]);
    expect((await desk(id)).account).toMatchObject({ voided: KIOSK });
  });
});
