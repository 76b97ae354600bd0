import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { roomOf } from '../../worker/room/room-stub.ts';
import type { ClustersReply, ContestReview } from '../../worker/wire/desk.ts';
import { signedIn, type Caller } from './browser-like.ts';
import {
  closed,
  closingConfig,
  faultsOf,
  ledgerOf,
  loseMemory,
  openConfig,
  relay,
  replayed,
  send,
  unvote,
} from './engine-world.ts';
import { kioskVote, many, votedOn } from './vote-world.ts';

const FANS = 60;
const KIOSK = 30;

let moderator: Caller;
beforeAll(async () => {
  // The brand comes with its owner.
  await signedIn('brand');
  moderator = await signedIn('moderator');
});

const desk = async (id: string) =>
  (await moderator.json<ClustersReply>('GET', `/api/contests/${id}/clusters`)).body;
const lookAgain = async (id: string) =>
  (await moderator.json<ClustersReply>('POST', `/api/contests/${id}/clusters/search`)).body;
const readiness = async (id: string) =>
  (await moderator.json<ContestReview>('GET', `/api/contests/${id}/review`)).body.readiness;

interface Decision {
  type: string;
  clusterId: string;
  seen: string;
  reason: string;
}

async function decide(id: string, action: Decision) {
  const key = crypto.randomUUID();
  const reply = await moderator.send('POST', `/api/contests/${id}/actions`, { key, action });
  return { status: reply.status, body: (await reply.json()) as { error?: { code: string } } };
}
const reason = 'One kiosk, one afternoon.';
const clear = (id: string, clusterId: string, seen = 'suspect') =>
  decide(id, { type: 'core.clearCluster', clusterId, seen, reason });
const voidThem = (id: string, clusterId: string, seen = 'suspect') =>
  decide(id, { type: 'core.voidCluster', clusterId, seen, reason });

/** A contest with votes that are worth a look, and the id under which the desk lists them. */
async function doubted(config = openConfig()) {
  const { id, stuffed: kiosk, honest } = await votedOn({ count: KIOSK, vote: kioskVote }, config);
  expect(await roomOf(env, id).sweep()).toBe(0);
  const { suspects } = await desk(id);
  return { id, kiosk, honest, suspectId: suspects[0]?.id ?? '' };
}

const votesOf = async (id: string, entryId: string) =>
  relay.entry((await replayed(id)).play, entryId)?.votes;
const clusterEvents = async (id: string) =>
  (await ledgerOf(id)).events
    .filter(({ data }) => /Quarantined|cluster/.test(data.type))
    .map(({ role, data }) => `${role} ${data.type}`);

/** What is on file: groups, and whether their votes are. */
async function kept(id: string) {
  const { results } = await env.DB.prepare(
    'SELECT cluster_id AS id, suspect_votes IS NOT NULL AS suspect FROM vote_cluster WHERE contest_id = ?',
  )
    .bind(id)
    .all();
  return results;
}
const anHourPasses = (id: string) =>
  env.DB.prepare(
    'UPDATE vote_cluster SET superseded_at_ms = superseded_at_ms - 3600000 WHERE contest_id = ?',
  )
    .bind(id)
    .run();

describe('votes that are worth a look', () => {
  it('count, are listed with their reasons and a picture, and stand nowhere on the ledger', async () => {
    const { id, kiosk } = await doubted();
    const { clusters, suspects, account } = await desk(id);
    expect(clusters).toEqual([]);
    expect(suspects).toMatchObject([
      {
        weight: 'suspect',
        votes: KIOSK,
        signals: ['block-velocity', 'device-velocity', 'network-velocity'],
        targets: [{ id: kiosk, votes: KIOSK, entry: { caption: expect.any(String) } }],
        summary: {
          votes: KIOSK,
          accounts: KIOSK,
          traced: KIOSK,
          devices: { different: 1, largest: [KIOSK] },
        },
      },
    ]);
    expect(suspects[0]?.summary?.bars.reduce((sum, votes) => sum + votes, 0)).toBe(KIOSK);
    expect(JSON.stringify(suspects)).not.toMatch(/kiosk-|library/);
    expect(account).toMatchObject({ cast: FANS + KIOSK, counted: FANS + KIOSK, quarantined: 0 });
    expect(await votesOf(id, kiosk)).toBe(KIOSK);
    expect(await clusterEvents(id)).toEqual([]);
  });

  it('are voided in one act, which names them on the ledger, and are recounted at once', async () => {
    const { id, kiosk, suspectId } = await doubted();
    expect((await voidThem(id, suspectId)).status).toBe(201);
    expect(await clusterEvents(id)).toEqual([
      'moderator core.votesQuarantined',
      'moderator core.clusterVoided',
    ]);
    expect(await votesOf(id, kiosk)).toBe(0);
    const { results } = await env.DB.prepare('SELECT votes FROM entry WHERE id = ?')
      .bind(kiosk)
      .all();
    expect(results).toEqual([{ votes: 0 }]);
    const { clusters, suspects, account } = await desk(id);
    expect(suspects).toEqual([]);
    expect(clusters).toMatchObject([
      { id: suspectId, weight: 'voided', reason: 'One kiosk, one afternoon.', votes: KIOSK },
    ]);
    expect(clusters[0]?.summary?.votes).toBe(KIOSK);
    expect(account).toEqual({
      cast: FANS + KIOSK,
      counted: FANS,
      quarantined: 0,
      voided: KIOSK,
      voidedBy: { entryGone: 0, joined: 0, abuse: KIOSK, disqualified: 0 },
      decisions: { voided: [{ reason, votes: KIOSK }], cleared: [] },
      settled: false,
    });
    expect(faultsOf(await ledgerOf(id))).toEqual([]);
    await loseMemory(id);
    expect((await desk(id)).account).toEqual(account);
    // The voters see no difference.
    const view = await roomOf(env, id).view('kiosk-7');
    expect(view?.mine).toMatchObject({ votes: [kiosk] });
  });

  it('count on when they are cleared, and do not come back', async () => {
    const { id, kiosk, suspectId } = await doubted();
    expect((await clear(id, suspectId)).status).toBe(201);
    expect(await votesOf(id, kiosk)).toBe(KIOSK);
    const again = await lookAgain(id);
    expect(again.suspects).toEqual([]);
    expect(again.clusters).toMatchObject([{ id: suspectId, weight: 'counted' }]);
    expect(again.clusters[0]?.summary?.votes).toBe(KIOSK);
    expect((await clear(id, suspectId)).body.error?.code).toBe('core/ALREADY_DECIDED');
    // Whoever was wrong can say so, having seen what was decided.
    const blind = await voidThem(id, suspectId);
    expect(blind).toMatchObject({
      status: 409,
      body: { error: { code: 'core/DECIDED_MEANWHILE' } },
    });
    expect((await voidThem(id, suspectId, 'counted')).status).toBe(201);
    expect(await votesOf(id, kiosk)).toBe(0);
  });

  it('are decided on for a reason that everybody can read as it stands', async () => {
    const { id, suspectId } = await doubted();
    for (const unreadable of [
      '',
      '  ',
      'no',
      'Ann \u202Eevil\u202C',
      'A\u0000school',
      'x'.repeat(301),
    ])
      for (const type of ['core.clearCluster', 'core.voidCluster']) {
        const given = { type, clusterId: suspectId, seen: 'suspect', reason: unreadable };
        expect((await decide(id, given)).status, JSON.stringify(unreadable)).toBe(400);
      }
    await decide(id, {
      ...{ type: 'core.clearCluster', clusterId: suspectId, seen: 'suspect' },
      reason: ' A school,\n one afternoon. ',
    });
    const { events } = await ledgerOf(id);
    expect(events.at(-1)?.data).toEqual({
      type: 'core.clusterCleared',
      clusterId: suspectId,
      reason: 'A school, one afternoon.',
    });
  });

  it('are not put into quarantine after they were cleared, however strong the evidence grows', async () => {
    const { id, kiosk, suspectId } = await doubted();
    await clear(id, suspectId);
    // The same computer now travels: what was weak becomes strong, for its earlier votes too.
    const travelling = (index: number) => {
      const act = kioskVote(100 + index, kiosk);
      return {
        ...act,
        trace: { ...act.trace, addressHash: `a-${index}`, blockHash: `b-${index}`, network: 'AS1' },
      };
    };
    await send(id, ...many(90, travelling));
    const { clusters } = await lookAgain(id);
    expect(clusters).toMatchObject([
      { weight: 'quarantined', votes: 90 },
      { id: suspectId, weight: 'counted', votes: KIOSK },
    ]);
    // The picture shows the votes that are to be decided on, not those that were.
    expect(clusters[0]?.summary).toMatchObject({ votes: 90, blocks: { different: 90 } });
    expect(await votesOf(id, kiosk)).toBe(KIOSK);
  });

  it('can be decided on as they were shown, when a later look has found more of them', async () => {
    const { id, kiosk, suspectId } = await doubted();
    await send(id, ...many(6, (index) => kioskVote(200 + index, kiosk)));
    const { suspects } = await lookAgain(id);
    expect(suspects.map(({ votes }) => votes)).toEqual([KIOSK + 6]);
    expect(suspects[0]?.id).not.toBe(suspectId);
    expect((await voidThem(id, suspectId)).status).toBe(201);
    expect(await votesOf(id, kiosk)).toBe(6);
    // What is left is listed by itself.
    expect((await lookAgain(id)).suspects.map(({ votes }) => votes)).toEqual([6]);
  });

  it('are forgotten an hour after they were last found', async () => {
    const { id, kiosk, suspectId } = await doubted();
    await send(id, ...many(KIOSK, (index) => unvote(`kiosk-${index}`, kiosk)));
    expect((await lookAgain(id)).suspects).toEqual([]);
    expect(await kept(id)).toEqual([{ id: suspectId, suspect: 1 }]);
    await anHourPasses(id);
    await lookAgain(id);
    expect(await kept(id)).toEqual([]);
    expect((await voidThem(id, suspectId)).body.error?.code).toBe('core/NO_SUCH_CLUSTER');
  });

  it('are no longer kept by name once they were decided on; their picture is', async () => {
    const { id, suspectId } = await doubted();
    await clear(id, suspectId);
    await lookAgain(id);
    expect(await kept(id)).toEqual([{ id: suspectId, suspect: 0 }]);
    await anHourPasses(id);
    await lookAgain(id);
    expect((await desk(id)).clusters[0]?.summary?.votes).toBe(KIOSK);
  });

  it('are decided on as far as they stand; what was taken back is left out', async () => {
    const { id, kiosk, suspectId } = await doubted();
    await send(id, ...many(10, (index) => unvote(`kiosk-${index}`, kiosk)));
    await voidThem(id, suspectId);
    expect((await desk(id)).account).toMatchObject({
      cast: FANS + KIOSK - 10,
      counted: FANS,
      voided: KIOSK - 10,
    });
    expect((await desk(id)).clusters).toMatchObject([{ votes: KIOSK - 10 }]);
  });

  it('are mentioned before winners are selected, while that can still be changed', async () => {
    const { id, suspectId } = await doubted(closingConfig());
    await closed(id);
    const warned = async () =>
      (await readiness(id)).warnings.filter((warning) => warning.includes('worth a look'));
    expect(await warned()).toEqual([
      expect.stringContaining(`worth a look: ${KIOSK}, in one group.`),
    ]);
    await clear(id, suspectId);
    expect(await warned()).toEqual([]);
  });
});

describe('who decides', () => {
  it('is never a fan, and nobody invents votes to be voided', async () => {
    const { id, kiosk, suspectId } = await doubted();
    const fan = await signedIn('fan', 'Eve');
    const key = crypto.randomUUID();
    const action = { type: 'core.voidCluster', clusterId: suspectId, seen: 'suspect', reason };
    const refused = await fan.send('POST', `/api/contests/${id}/actions`, { key, action });
    expect(await refused.json()).toMatchObject({ error: { code: 'core/NOT_ALLOWED' } });
    expect((await voidThem(id, 'made up')).body.error?.code).toBe('core/NO_SUCH_CLUSTER');
    const found = { signals: [], votes: [{ voterId: 'fan-1', targetId: kiosk }] };
    const invented = await decide(id, {
      type: 'core.voidCluster',
      clusterId: 'made up',
      seen: 'suspect',
      reason,
      ...{ found },
    });
    expect(invented.status).toBe(400);
    expect(await clusterEvents(id)).toEqual([]);
  });
});
