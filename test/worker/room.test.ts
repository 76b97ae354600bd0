import { env } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type { ContestEvent } from '../../contests/lifecycle.ts';
import { appendCommit } from '../../worker/ledger/append.ts';
import { nextBlock } from '../../worker/ledger/chain.ts';
import { findReceipt, readHead } from '../../worker/ledger/read.ts';
import type { ActOutput } from '../../worker/room/act.ts';
import { loadRoom } from '../../worker/room/load.ts';
import { roomOf } from '../../worker/room/room-stub.ts';
import {
  accepted,
  approvedEntry,
  byModerator,
  faultsOf,
  ledgerOf,
  loseMemory,
  newContest,
  projections,
  replayed,
  send,
  sendOne,
  submission,
  unvote,
  vote,
} from './engine-world.ts';

const receiptOf = (output: ActOutput | undefined) =>
  output && 'receipt' in output ? output.receipt : null;
const votesOn = async (contestId: string, entryId: string) => {
  const { entry } = await projections(contestId);
  return (entry as { id: string; votes: number }[]).find(({ id }) => id === entryId)?.votes;
};

/** What the room shows, what the ledger gives and what is on file must be the same. */
async function expectConsistent(contestId: string): Promise<void> {
  const ledger = await ledgerOf(contestId);
  expect(faultsOf(ledger)).toEqual([]);
  const view = await roomOf(env, contestId).view(null);
  expect(view?.seq).toBe(ledger.events.length);
  const before = await projections(contestId);
  await roomOf(env, contestId).rebuild();
  expect(before).toEqual(await projections(contestId));
}

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

describe('sending the same act again', () => {
  it('gives the first receipt and changes nothing', async () => {
    const id = await newContest();
    const act = submission('ann', 'photo');
    const first = await sendOne(id, act);
    const second = await sendOne(id, act);
    expect(first.status).toBe('accepted');
    expect(second.status).toBe('replayed');
    expect(receiptOf(second)).toEqual(receiptOf(first));
    const { events } = await ledgerOf(id);
    expect(events.filter(({ data }) => data.type === 'submitted')).toHaveLength(1);
  });

  it('gives the first receipt after the room has lost its memory, though the rules would refuse it now', async () => {
    const id = await newContest();
    const act = submission('ann', 'photo');
    const receipt = await accepted(id, act);
    await loseMemory(id);
    const again = await sendOne(id, act);
    expect(again).toMatchObject({ status: 'replayed', receipt });
    await expectConsistent(id);
  });

  it('gives the first receipt after the room has lost its memory, though the rules would accept it once more', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const act = vote('ben', entryId);
    const receipt = await accepted(id, act);
    await accepted(id, unvote('ben', entryId));
    await loseMemory(id);
    expect(await sendOne(id, act)).toMatchObject({ status: 'replayed', receipt });
    expect(await votesOn(id, entryId)).toBe(0);
    await expectConsistent(id);
  });

  it('does not cost others their acts, however many old keys are sent again', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const old = [];
    for (let round = 0; round < 8; round++) {
      const act = vote('ben', entryId);
      await accepted(id, act);
      await accepted(id, unvote('ben', entryId));
      old.push(act);
    }
    await loseMemory(id);
    const outputs: ActOutput[] = [];
    await Promise.all(
      old.map(async (act, index) => {
        await new Promise((resolve) => setTimeout(resolve, index * 10));
        outputs.push(...(await send(id, act, vote(`fan-${index}`, entryId))));
      }),
    );
    expect(outputs.map(({ status }) => status).sort()).toEqual([
      ...Array<string>(8).fill('accepted'),
      ...Array<string>(8).fill('replayed'),
    ]);
    expect(await votesOn(id, entryId)).toBe(8);
    await expectConsistent(id);
  });

  it('is refused when the key was used for something else, before and after a loss of memory', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const first = vote('ben', entryId);
    await accepted(id, first);
    const other = unvote('ben', entryId, { key: first.key });
    expect(await sendOne(id, other)).toEqual({ status: 'keyConflict' });
    await loseMemory(id);
    expect(await sendOne(id, other)).toEqual({ status: 'keyConflict' });
    expect(await votesOn(id, entryId)).toBe(1);
  });

  it('counts once when fifty arrive at the same time', async () => {
    const id = await newContest();
    const act = submission('ann', 'photo');
    const outputs = await Promise.all(Array.from({ length: 50 }, () => sendOne(id, act)));
    expect(outputs.filter(({ status }) => status === 'accepted')).toHaveLength(1);
    expect(outputs.filter(({ status }) => status === 'replayed')).toHaveLength(49);
    for (const output of outputs) expect(receiptOf(output)).toEqual(receiptOf(outputs[0]));
    const { events } = await ledgerOf(id);
    expect(events.filter(({ data }) => data.type === 'submitted')).toHaveLength(1);
  });

  it('counts once when fifty arrive at a room that has just lost its memory', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const act = vote('ben', entryId);
    const receipt = await accepted(id, act);
    await accepted(id, unvote('ben', entryId));
    await loseMemory(id);
    const outputs = await Promise.all(Array.from({ length: 50 }, () => sendOne(id, act)));
    for (const output of outputs) expect(output).toMatchObject({ status: 'replayed', receipt });
  });

  it('is nothing of the kind when another person happens to use the same key', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const key = 'the-same-key';
    expect(await sendOne(id, vote('ben', entryId, { key }))).toMatchObject({ status: 'accepted' });
    expect(await sendOne(id, vote('cem', entryId, { key }))).toMatchObject({ status: 'accepted' });
    expect(await votesOn(id, entryId)).toBe(2);
  });

  it('decides anew what was refused the first time', async () => {
    const id = await newContest();
    const entryId = (await accepted(id, submission('ann', 'photo'))).createdId ?? '';
    const act = vote('ben', entryId);
    expect(await sendOne(id, act)).toMatchObject({ code: 'ballots/NOT_IN_GALLERY' });
    await accepted(id, byModerator({ type: 'approve', entryId }));
    expect(await sendOne(id, act)).toMatchObject({ status: 'accepted' });
  });
});

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

describe('publishing', () => {
  it('happens once, however many ask at the same time', async () => {
    const id = await newContest(undefined, { published: false });
    const replies = await Promise.all(Array.from({ length: 5 }, () => roomOf(env, id).publish()));
    expect(replies).toEqual(Array(5).fill({ ok: true }));
    const { events } = await ledgerOf(id);
    expect(events.filter(({ data }) => data.type === 'core.published')).toHaveLength(1);
    await expectConsistent(id);
  });

  it('is needed before anything can be seen or done', async () => {
    const id = await newContest(undefined, { published: false });
    expect(await roomOf(env, id).view(null)).toBeNull();
    expect(await roomOf(env, id).act([vote('ben', 'x')])).toEqual([null]);
    expect(await roomOf(env, id).rebuild()).toBe(0);
    expect((await ledgerOf(id)).blocks).toEqual([]);
  });
});
