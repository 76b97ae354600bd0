import { env as bindings } from 'cloudflare:test';
import { expect, it } from 'vitest';
import type { Bindings } from '../../worker/env.ts';
import { dayHash, lastingHash } from '../../worker/abuse/day-hash.ts';
import { dayKey, forgetDayKeys } from '../../worker/abuse/day-key.ts';
import { advanceClock, nowMs } from '../../worker/clock.ts';
import { actTrace } from '../../worker/abuse/act-trace.ts';

const env = bindings as unknown as Bindings;
const DAY_MS = 86_400_000;
const marks = {
  device: 'guest',
  address: '192.0.2.7',
  asn: 64_500,
  agent: 'Firefox\nde',
  cameFrom: 'news.example',
};
const trace = (change: Partial<typeof marks> = {}, atMs = 0, salt = 'salt') =>
  actTrace(env, salt, { ...marks, ...change }, atMs);

it('tells nothing of what it was made from', async () => {
  const text = JSON.stringify(await trace());
  for (const mark of ['192.0.2', 'Firefox', 'news', 'guest']) expect(text).not.toContain(mark);
});

it('is the same for the same address within a day, and another the next day', async () => {
  const [morning, evening, next] = [
    await trace({}, 0),
    await trace({}, DAY_MS - 1),
    await trace({}, DAY_MS),
  ];
  expect(evening).toEqual(morning);
  expect(next.addressHash).not.toBe(morning.addressHash);
  expect(next.blockHash).not.toBe(morning.blockHash);
});

it('tells neighbours apart and knows their block', async () => {
  const one = await trace();
  const neighbour = await trace({ address: '192.0.2.8' });
  expect(neighbour.addressHash).not.toBe(one.addressHash);
  expect(neighbour.blockHash).toBe(one.blockHash);
  expect((await trace({ address: '192.0.3.7' })).blockHash).not.toBe(one.blockHash);
});

it('cannot be followed from one contest to another by device, browser or referrer', async () => {
  const [here, there] = [await trace(), await trace({}, 0, 'another salt')];
  expect(here.deviceHash).not.toBe(there.deviceHash);
  expect(here.agentHash).not.toBe(there.agentHash);
  expect(here.referrerHash).not.toBe(there.referrerHash);
});

it('hangs on a key that is thrown away with its day: nobody makes it again', async () => {
  const before = await trace({}, 0);
  await dayKey(env, 5 * DAY_MS);
  await forgetDayKeys(env, DAY_MS);
  const { results } = await env.DB.prepare('SELECT day FROM day_key WHERE day < ?')
    .bind('1970-01-02')
    .all();
  expect(results).toEqual([]);
  // As if somebody had the secret and the whole database, and tried.
  expect((await trace({}, 0)).addressHash).not.toBe(before.addressHash);
});

it('of what is counted, addresses begin anew at midnight, and mailboxes do not', async () => {
  const today = [await dayHash(env, 'block 192.0.2'), lastingHash(env, 'mailbox ann@example.org')];
  expect(today.join()).not.toMatch(/192|ann/);
  advanceClock(DAY_MS - (nowMs() % DAY_MS));
  expect(await dayHash(env, 'block 192.0.2')).not.toBe(today[0]);
  expect(lastingHash(env, 'mailbox ann@example.org')).toBe(today[1]);
});

it('has nothing where the request said nothing', async () => {
  const empty = { device: 'guest', address: null, asn: null, agent: '\n', cameFrom: null };
  const { deviceHash: _known, ...rest } = await actTrace(env, 'salt', empty, 0);
  expect(Object.values(rest).every((mark) => mark === null)).toBe(true);
});
