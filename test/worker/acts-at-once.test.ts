import { env } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { replay } from '../../contests/replay.ts';
import { sendAct } from '../../worker/services/act-collector.ts';
import {
  approvedEntry,
  faultsOf,
  input,
  ledgerOf,
  newContest,
  projections,
  relay,
  replayed,
  send,
  submission,
  vote,
} from './engine-world.ts';

describe('very many acts at once', () => {
  it('are turned away beyond what may wait, with nothing lost and nothing left of the others', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const acts = Array.from({ length: 2_300 }, (_, index) => vote(`fan-${index}`, entryId));
    const outputs = await send(id, ...acts);
    const taken = outputs.filter(({ status }) => status === 'accepted');
    const turnedAway = outputs.filter(
      (output) => output.status === 'refused' && output.code === 'core/BUSY',
    );
    expect(taken).toHaveLength(2_000);
    expect(turnedAway).toHaveLength(300);
    for (const output of turnedAway)
      expect((output as { retryAtMs?: number }).retryAtMs).toBeGreaterThan(Date.now() - 60_000);
    const ledger = await ledgerOf(id);
    expect(ledger.events.filter(({ data }) => data.type === 'voted')).toHaveLength(2_000);
    expect(faultsOf(ledger)).toEqual([]);
    // The same keys again, when there is room: everybody has voted, and once.
    const again = await send(id, ...acts.slice(1_900));
    expect(again.filter(({ status }) => status === 'replayed')).toHaveLength(100);
    expect(again.filter(({ status }) => status === 'accepted')).toHaveLength(300);
    expect((await projections(id))['entry']).toMatchObject([{ votes: 2_300 }]);
  });

  it('with long texts fit into one block, however much they weigh', async () => {
    const id = await newContest();
    const acts = Array.from({ length: 1_500 }, (_, index) => {
      const name = `photo-${index}`;
      const act = submission(`fan-${index}`, name);
      return { ...act, action: { ...act.action, caption: '写'.repeat(280) } as typeof act.action };
    });
    const outputs = await send(id, ...acts);
    expect(new Set(outputs.map(({ status }) => status))).toEqual(new Set(['accepted']));
    const { n } = (await env.DB.prepare(
      'SELECT count(*) AS n FROM erasable_text WHERE contest_id = ? AND length(text) = 280',
    )
      .bind(id)
      .first<{ n: number }>()) ?? { n: 0 };
    expect(n).toBe(1_500);
    expect(faultsOf(await ledgerOf(id))).toEqual([]);
  });

  it('each get their own answer when they travel in one call', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const fans = Array.from({ length: 600 }, (_, index) => `fan-${index}`);
    const outputs = await Promise.all(
      fans.map((who, index) =>
        sendAct(env, id, index % 3 === 0 ? vote(who, 'no-such') : vote(who, entryId)),
      ),
    );
    const { events } = await ledgerOf(id);
    outputs.forEach((output, index) => {
      if (index % 3 === 0) return expect(output).toMatchObject({ code: 'ballots/NOT_IN_GALLERY' });
      const seq = output && 'receipt' in output ? output.receipt.seq : 0;
      expect(events[seq - 1]?.actorId).toBe(fans[index]);
    });
  });

  it('all fail, and none hangs, when their call does', async () => {
    const broken = {
      CONTEST_ROOM: { getByName: () => ({ act: () => Promise.reject(new Error('gone')) }) },
    } as unknown as typeof env;
    const replies = await Promise.allSettled(
      Array.from({ length: 300 }, (_, index) => sendAct(broken, 'a', vote(`fan-${index}`, 'x'))),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set(['rejected']));
  });

  it('do not suffer from one among them that fails', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    // What no schema would let through: the room's rules throw on it.
    const broken = input('eve', { type: 'submit' }, { media: null as unknown as [] });
    const outputs = await send(id, vote('ben', entryId), broken, vote('cem', entryId));
    expect(outputs.map(({ status }) => status)).toEqual(['accepted', 'refused', 'accepted']);
    const throws = input(
      'eve',
      { type: 'submit', stopId: 'porto', acceptsRulesVersion: 1 } as never,
      {
        media: null as unknown as [],
      },
    );
    const more = await send(id, vote('dee', entryId), throws, vote('eva', entryId));
    expect(more.map(({ status }) => status)).toEqual(['accepted', 'fault', 'accepted']);
    expect((await projections(id))['entry']).toMatchObject([{ votes: 4 }]);
    expect(replay(relay, (await ledgerOf(id)).events)).toEqual(await replayed(id));
  });
});
