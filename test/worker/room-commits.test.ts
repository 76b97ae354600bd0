import { env } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type { ContestEvent } from '../../contests/lifecycle.ts';
import { appendCommit } from '../../worker/ledger/append.ts';
import { nextBlock } from '../../worker/ledger/chain.ts';
import { findReceipt, readHead } from '../../worker/ledger/read.ts';
import { loadRoom } from '../../worker/room/load.ts';
import { roomOf } from '../../worker/room/room-stub.ts';
import {
  accepted,
  approvedEntry,
  ledgerOf,
  loseMemory,
  newContest,
  replayed,
  send,
  sendOne,
  submission,
  vote,
} from './engine-world.ts';
import { expectConsistent, receiptOf, votesOn } from './room-world.ts';

/** Lets every commit to this contest fail until the returned function is called. */
async function breakCommits(contestId: string): Promise<() => Promise<void>> {
  const name = `broken_${contestId.replace(/\W/g, '_')}`;
  await env.DB.prepare(
    `CREATE TRIGGER "${name}" BEFORE INSERT ON contest_status WHEN NEW.contest_id = '${contestId}'
     BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
  ).run();
  return async () => {
    await env.DB.prepare(`DROP TRIGGER "${name}"`).run();
  };
}

describe('an acknowledged act', () => {
  it('is on file with the block and hash of its receipt', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const acts = Array.from({ length: 300 }, (_, index) => vote(`fan-${index}`, entryId));
    const receipts = new Map<string, ReturnType<typeof receiptOf>>();
    await Promise.all(
      acts.map(async (act) => {
        const receipt = await accepted(id, act);
        // Looked for at the moment of the reply, not when all is quiet again.
        const { bodyHash: _, ...stored } = (await findReceipt(env.DB, id, act.fanId, act.key)) ?? {
          bodyHash: '',
        };
        expect(stored).toEqual(receipt);
        receipts.set(act.fanId, receipt);
      }),
    );
    const { blocks, events } = await ledgerOf(id);
    for (const [fanId, receipt] of receipts) {
      const block = blocks.find(({ number }) => number === receipt?.block);
      expect(block?.hash).toBe(receipt?.hash);
      const event = events[(receipt?.seq ?? 0) - 1];
      expect(event).toMatchObject({ actorId: fanId, data: { type: 'voted', entryId } });
      expect(block && block.firstSeq <= event!.seq).toBe(true);
      expect(block && event!.seq < block.firstSeq + block.eventCount).toBe(true);
    }
    await expectConsistent(id);
  });

  it('is none when its commit fails: nothing of it is left, and the same key succeeds later', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const before = await ledgerOf(id);
    const mend = await breakCommits(id);
    const acts = ['ben', 'cem', 'dee'].map((fan) => vote(fan, entryId));
    expect(await send(id, ...acts)).toEqual(acts.map(() => ({ status: 'fault' })));
    expect(await ledgerOf(id)).toEqual(before);
    expect(await votesOn(id, entryId)).toBe(0);
    const view = await roomOf(env, id).view('ben');
    expect(view).toMatchObject({ seq: before.events.length, mine: { votes: [] } });
    await mend();
    for (const output of await send(id, ...acts)) expect(output.status).toBe('accepted');
    expect(await votesOn(id, entryId)).toBe(3);
    await expectConsistent(id);
    expect((await loadRoom(env, id))?.state).toEqual(await replayed(id));
  });

  it('is not lost with the reply: after a commit whose confirmation failed, a retry finds it', async () => {
    const id = await newContest();
    const act = submission('ann', 'photo');
    // The caller hangs up; the room goes on and commits.
    void roomOf(env, id).act([act]);
    await loseMemory(id);
    const output = await sendOne(id, act);
    expect(['accepted', 'replayed']).toContain(output.status);
    const { events } = await ledgerOf(id);
    expect(events.filter(({ data }) => data.type === 'submitted')).toHaveLength(1);
  });
});

describe('a second writer', () => {
  /** Another room's block, written behind this one's back. */
  async function writeBehind(contestId: string, data: ContestEvent, actorId: string) {
    const head = await readHead(env.DB, contestId);
    const event = { seq: head.seq + 1, atMs: head.atMs, actorId, role: 'fan' as const, data };
    const { block } = nextBlock(contestId, head, [event], '00'.repeat(16));
    const state = await replayed(contestId);
    await appendCommit(env.DB, {
      block,
      events: [event],
      receipts: [],
      texts: [],
      fans: [],
      traces: [],
      entries: [],
      standings: [],
      awards: null,
      rules: [],
      core: state.core,
      publishes: false,
    });
  }

  it('is noticed: the act is decided again, on what the ledger truly holds', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const { events: before } = await ledgerOf(id);
    await writeBehind(id, { type: 'voted', entryId } as ContestEvent, 'ben');
    const [cem, ben] = await send(id, vote('cem', entryId), vote('ben', entryId));
    expect(cem?.status).toBe('accepted');
    // The stale room would have taken ben's second vote.
    expect(ben).toMatchObject({ status: 'refused', code: 'ballots/ALREADY_VOTED' });
    expect(receiptOf(cem)?.seq).toBe(before.length + 2);
    expect(await votesOn(id, entryId)).toBe(2);
    await expectConsistent(id);
  });

  it('cannot write a block that is there already', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const head = await readHead(env.DB, id);
    const event = {
      seq: head.seq + 1,
      atMs: head.atMs,
      actorId: 'ben',
      role: 'fan' as const,
      data: { type: 'voted', entryId },
    };
    await accepted(id, vote('cem', entryId));
    const { block } = nextBlock(id, head, [event], '00'.repeat(16));
    const commit = {
      block,
      events: [event],
      receipts: [],
      texts: [],
      fans: [],
      traces: [],
      entries: [],
    };
    const { core } = await replayed(id);
    const rest = { standings: [], awards: null, rules: [], core, publishes: false };
    await expect(appendCommit(env.DB, { ...commit, ...rest })).rejects.toThrow(/UNIQUE/);
    await expectConsistent(id);
  });
});
