import { env } from 'cloudflare:test';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../contests/contract.ts';
import { standingsOf } from '../../contests/lifecycle.ts';
import type { Action } from '../../contests/street-photo-relay/schema.ts';
import { loadRoom } from '../../worker/room/load.ts';
import { roomOf } from '../../worker/room/room-stub.ts';
import { actionsOf, ENTRY } from '../support/any-action.ts';
import {
  accepted,
  approvedEntry,
  byModerator,
  closed,
  closingConfig,
  faultsOf,
  input,
  ledgerOf,
  loseMemory,
  newContest,
  openConfig,
  photo,
  projections,
  relay,
  replayed,
  send,
  sendOne,
  vote,
} from './engine-world.ts';

const FANS = ['ann', 'ben', 'cem', 'dee', 'eva'];
const PHOTOS = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8'];
const STAFF: Partial<Record<string, Role>> = {
  approve: 'moderator',
  refuse: 'moderator',
  mark: 'judge',
  'core.disqualify': 'moderator',
};

interface Step {
  who: string;
  former: string | null;
  action: Record<string, unknown>;
  which: number;
}

/** Any acts of the relay, well mixed; some by people who were guests before. */
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    who: fc.constantFrom(...FANS),
    former: fc.option(fc.constantFrom('guest-1', 'guest-2', 'guest-3'), { freq: 9 }),
    which: fc.nat(50),
    action: fc.oneof(
      ...actionsOf(relay.schemas.action)
        .filter(({ type }) => type !== 'mark')
        .map(({ arbitrary }) =>
          arbitrary({ groups: ['porto', 'lisbon'], stages: [], photos: PHOTOS }),
        ),
      fc.constant({ type: 'core.disqualify', standingId: ENTRY, reason: 'Not their own' }),
    ),
  }),
  { minLength: 40, maxLength: 120 },
);

/** Plays made-up acts in the room, a few in each call, and loses its memory now and then. */
async function play(contestId: string, history: readonly Step[]): Promise<void> {
  const entries: string[] = [];
  for (let at = 0; at < history.length; at += 7) {
    const acts = history.slice(at, at + 7).map(({ who, former, action, which }, index) => {
      const filled = Object.fromEntries(
        Object.entries(action).map(([key, value]) => [
          key,
          value === ENTRY ? (entries[which % Math.max(entries.length, 1)] ?? 'none') : value,
        ]),
      ) as Action;
      const isGuest = (which + index) % 5 === 0;
      return input(isGuest ? `guest-${(which % 3) + 1}` : who, filled, {
        role: STAFF[filled.type] ?? 'fan',
        formerFanIds: isGuest || former === null ? [] : [former],
        media: 'mediaId' in filled ? [photo(filled.mediaId)] : [],
      });
    });
    for (const output of await send(contestId, ...acts))
      if ('receipt' in output && output.receipt.createdId) entries.push(output.receipt.createdId);
    if (at % 35 === 28) await loseMemory(contestId);
  }
}

/** Any order gives the same text when the rows are the same. */
const dump = async (contestId: string) => JSON.stringify(await projections(contestId), null, 1);

describe('projections', () => {
  it('are, after any history, byte for byte what a rebuild makes of the ledger', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const id = await newContest();
        await play(id, history);
        const before = await dump(id);
        const ledger = await ledgerOf(id);
        expect(faultsOf(ledger)).toEqual([]);
        accepted += ledger.events.length;
        expect(await roomOf(env, id).rebuild()).toBe(ledger.events.length);
        expect(await dump(id)).toBe(before);
        expect((await loadRoom(env, id))?.state).toEqual(await replayed(id));
      }),
      { numRuns: 12, seed: 20_261_123 },
    );
    // A history in which nothing happens would prove nothing.
    expect(accepted).toBeGreaterThan(200);
  }, 60_000);

  it('are recreated when every row of them is gone or wrong', async () => {
    const id = await newContest(closingConfig());
    const entryId = await approvedEntry(id, 'ann');
    await approvedEntry(id, 'ben');
    await send(id, vote('cem', entryId), vote('dee', entryId));
    await closed(id);
    for (const type of ['core.selectWinners', 'core.confirmWinners', 'core.announce'])
      await accepted(id, byModerator({ type }));
    const before = await dump(id);
    expect((await projections(id))['award']?.length).toBe(2);
    await env.DB.batch([
      env.DB.prepare('DELETE FROM entry WHERE contest_id = ?').bind(id),
      env.DB.prepare('UPDATE standing SET rank = 7, figures = 1 WHERE contest_id = ?').bind(id),
      env.DB.prepare('DELETE FROM award WHERE contest_id = ?').bind(id),
      env.DB.prepare("UPDATE rules SET hash = '' WHERE contest_id = ?").bind(id),
      env.DB.prepare('DELETE FROM contest_status WHERE contest_id = ?').bind(id),
    ]);
    expect(await dump(id)).not.toBe(before);
    await roomOf(env, id).rebuild();
    expect(await dump(id)).toBe(before);
  });

  it('keep what is committed while they are rebuilt', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const room = roomOf(env, id);
    const replies: Promise<unknown>[] = [];
    for (let round = 0; round < 20; round++) {
      const acts = Array.from({ length: 20 }, (_, index) => vote(`fan-${round}-${index}`, entryId));
      replies.push(send(id, ...acts));
      if (round % 4 === 1) replies.push(room.rebuild());
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    await Promise.all(replies);
    const ledger = await ledgerOf(id);
    expect(faultsOf(ledger)).toEqual([]);
    expect(ledger.events.filter(({ data }) => data.type === 'voted')).toHaveLength(400);
    const before = await projections(id);
    expect(before['entry']).toMatchObject([{ votes: 400 }]);
    expect(before['contest_status']).toMatchObject([{ seq: ledger.events.length }]);
    await room.rebuild();
    expect(await projections(id)).toEqual(before);
  });

  it('follow the rules when a stop without entries is taken off the route', async () => {
    const config = openConfig();
    const id = await newContest(config);
    await approvedEntry(id, 'ann');
    const changed = { ...config, route: config.route.slice(0, 1), worksPerStop: 5 };
    const action = { type: 'core.changeRules', config: changed, reason: 'One stop is enough' };
    expect(await sendOne(id, input('owner', action, { role: 'owner' }))).toMatchObject({
      status: 'accepted',
    });
    const before = await dump(id);
    expect((await projections(id))['rules']).toHaveLength(2);
    await roomOf(env, id).rebuild();
    expect(await dump(id)).toBe(before);
  });

  it('show the standings that a replay gives', async () => {
    const id = await newContest();
    const entries = [];
    for (const fan of FANS) entries.push(await approvedEntry(id, fan));
    const acts = entries.flatMap((entryId, index) =>
      Array.from({ length: (index * 3) % 5 }, (_, voter) => vote(`voter-${voter}`, entryId)),
    );
    await send(id, ...acts);
    const rows = (await projections(id))['standing'] as {
      id: string;
      group_id: string;
      rank: number;
      figures: string;
      position: number;
    }[];
    const shown = rows
      .sort((a, b) => a.position - b.position)
      .map((row) => ({
        id: row.id,
        group: row.group_id,
        rank: row.rank,
        figures: JSON.parse(row.figures) as unknown,
      }));
    expect(shown).toEqual(standingsOf(relay, await replayed(id)));
  });
});
