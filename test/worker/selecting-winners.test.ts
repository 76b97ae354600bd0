import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { roomOf } from '../../worker/room/room-stub.ts';
import type { ContestDetail, EntriesPage, Receipt } from '../../worker/wire/contest.ts';
import { actAs } from './acts-world.ts';
import { Caller, signedIn } from './browser-like.ts';
import {
  accepted,
  approvedEntry,
  byModerator,
  closed,
  closingConfig,
  faultsOf,
  input,
  ledgerOf,
  newContest,
  projections,
  send,
  vote,
} from './engine-world.ts';

let moderator: Caller;
let fan: Caller;
beforeAll(async () => {
  moderator = await signedIn('moderator');
  fan = await signedIn('fan', 'Fay');
});

describe('selecting winners', () => {
  it('draws on the very block before its own, while other acts keep coming', async () => {
    const id = await newContest(
      closingConfig({
        selection: { by: 'both', weights: { jury: 1, votes: 1 } },
        juryQuorum: 0,
      }),
    );
    const entries: string[] = [];
    for (const author of ['ann', 'ben', 'cem', 'dee'])
      entries.push(await approvedEntry(id, author));
    await closed(id);
    let selected = false;
    const underWay = Promise.withResolvers<void>();
    const marks = (async () => {
      for (let round = 0; !selected && round < 400; round++) {
        if (round === 10) underWay.resolve();
        const entryId = entries[round % entries.length] ?? '';
        const acts = Array.from({ length: 5 }, (_, judge) =>
          input(
            `judge-${judge}`,
            { type: 'mark', entryId, points: (round % 10) + 1 },
            { role: 'judge' },
          ),
        );
        // Not waited for: the next ones come while these are being written.
        void send(id, ...acts);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    })();
    await underWay.promise;
    const receipt: Receipt = await accepted(id, byModerator({ type: 'core.selectWinners' }));
    selected = true;
    await marks;
    await roomOf(env, id).view(null);
    const ledger = await ledgerOf(id);
    expect(faultsOf(ledger)).toEqual([]);
    const event = ledger.events[receipt.seq - 1];
    const before = ledger.blocks[receipt.block - 2];
    expect(event?.data).toMatchObject({
      type: 'core.winnersSelected',
      lastBlock: { number: receipt.block - 1, hash: before?.hash },
    });
    const marked = ledger.events.filter(({ data }) => data.type === 'marked');
    expect(marked.length).toBeGreaterThan(20);
    // Nothing that could change the result comes after it.
    expect(marked.at(-1)?.seq).toBeLessThan(receipt.seq);
  });

  it('stays among staff until it is announced, and brings the next alternate in for a disqualified winner', async () => {
    const id = await newContest(
      closingConfig({ worksPerStop: 1, alternatesPerStop: 1, honours: ['First'] }),
    );
    const [winner, next] = [await approvedEntry(id, 'ann'), await approvedEntry(id, 'ben')];
    await send(id, vote('cem', winner), vote('dee', winner), vote('cem', next));
    await closed(id);
    const act = async (type: string, more: object = {}) =>
      (await actAs(moderator, id, { type, ...more })).status;
    const seen = async (caller: Caller) =>
      (await caller.json<ContestDetail>('GET', `/api/contests/${id}`)).body;
    const awards = async () =>
      ((await projections(id))['award'] as { standing_id: string }[]).map((row) => row.standing_id);

    expect(await act('core.announce')).toBe(409);
    expect(await act('core.selectWinners')).toBe(201);
    expect(await awards()).toEqual([winner]);
    expect(await seen(fan)).toMatchObject({ announced: false, result: null });
    expect(JSON.stringify(await seen(fan))).not.toContain(winner);
    expect(await act('core.disqualify', { standingId: winner, reason: 'Not their own work' })).toBe(
      201,
    );
    expect(await awards()).toEqual([next]);
    expect(await act('core.confirmWinners')).toBe(201);
    expect((await seen(fan)).result).toBeNull();
    expect(await act('core.announce')).toBe(201);
    expect(await seen(new Caller())).toMatchObject({
      announced: true,
      result: {
        awards: [{ group: 'porto', place: 1, standingId: next, honour: 'First' }],
        disqualified: [{ standingId: winner, reason: 'Not their own work' }],
      },
    });
    // A winner found out later makes room as well, and in public.
    expect(await act('core.disqualify', { standingId: next, reason: 'Found out later' })).toBe(201);
    expect((await seen(fan)).result?.awards).toEqual([]);
    const { body } = await fan.json<EntriesPage>('GET', `/api/contests/${id}/entries`);
    expect(body.entries).toEqual([]);
  });
});
