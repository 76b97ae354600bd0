import { env } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { roomOf } from '../../worker/room/room-stub.ts';
import { ledgerOf, newContest, vote } from './engine-world.ts';
import { expectConsistent } from './room-world.ts';

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
