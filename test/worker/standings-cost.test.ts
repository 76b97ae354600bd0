import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { see } from '../../worker/services/contest-seen.ts';
import { standingsOf, standingsPage } from '../../worker/services/contest-standings.ts';
import { newContest, openConfig } from './engine-world.ts';

const GROUPS = 4;
const KEPT = 1_000;

let id: string;
beforeAll(async () => {
  const config = openConfig();
  const route = Array.from({ length: GROUPS }, (_, index) => ({
    ...config.route[0]!,
    id: `stop-${index}`,
  }));
  id = await newContest({ ...config, route, standingsVisible: true });
  const numbers = JSON.stringify(Array.from({ length: KEPT }, (_, number) => number));
  for (const { id: group } of route)
    await env.DB.prepare(
      `INSERT INTO standing (contest_id, group_id, id, rank, position, figures)
       SELECT ?1, ?2, ?2 || value, value + 1, value, '{}' FROM json_each(?3)`,
    )
      .bind(id, group, numbers)
      .run();
});

async function rows(query: Parameters<typeof standingsPage>[3]) {
  const reply = await standingsPage(env, id, null, query);
  return reply.status === 'ok' ? reply.standings : [];
}

describe('the standings of a contest with many groups', () => {
  it('share the rows of one reply, the best of each', async () => {
    for (const query of [{}, { limit: KEPT }]) {
      const shown = await rows(query);
      expect(shown).toHaveLength(KEPT);
      for (let index = 0; index < GROUPS; index++) {
        const ofGroup = shown.filter(({ group }) => group === `stop-${index}`);
        expect(ofGroup.map(({ rank }) => rank)).toEqual(
          Array.from({ length: KEPT / GROUPS }, (_, position) => position + 1),
        );
      }
    }
  });

  it('are had whole group by group, and shorter where somebody asks for less', async () => {
    expect(await rows({ group: 'stop-1' })).toHaveLength(KEPT);
    expect(await rows({ group: 'stop-1', limit: 3 })).toHaveLength(3);
    expect(await rows({ limit: 3 })).toHaveLength(3 * GROUPS);
  });

  it('are whole for those who decide', async () => {
    const seen = await see(env, id, null);
    const reply = seen && (await standingsOf(env, seen, { whole: true }));
    expect(reply?.status === 'ok' && reply.standings.length).toBe(KEPT * GROUPS);
  });
});
