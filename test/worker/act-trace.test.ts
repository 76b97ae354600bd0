import { expect, it } from 'vitest';
import { actTrace } from '../../worker/abuse/act-trace.ts';

const env = { FANFARE_SECRET: 'a'.repeat(43) };
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

it('tells nothing of what it was made from', () => {
  const text = JSON.stringify(trace());
  for (const mark of ['192.0.2', 'Firefox', 'news', 'guest']) expect(text).not.toContain(mark);
});

it('is the same for the same address within a day, and another the next day', () => {
  expect(trace({}, DAY_MS - 1)).toEqual(trace({}, 0));
  expect(trace({}, DAY_MS).addressHash).not.toBe(trace().addressHash);
  expect(trace({}, DAY_MS).blockHash).not.toBe(trace().blockHash);
});

it('tells neighbours apart and knows their block', () => {
  expect(trace({ address: '192.0.2.8' }).addressHash).not.toBe(trace().addressHash);
  expect(trace({ address: '192.0.2.8' }).blockHash).toBe(trace().blockHash);
  expect(trace({ address: '192.0.3.7' }).blockHash).not.toBe(trace().blockHash);
});

it('cannot be followed from one contest to another by device, browser or referrer', () => {
  const [here, there] = [trace(), trace({}, 0, 'another salt')];
  expect(here.deviceHash).not.toBe(there.deviceHash);
  expect(here.agentHash).not.toBe(there.agentHash);
  expect(here.referrerHash).not.toBe(there.referrerHash);
});

it('has nothing where the request said nothing', () => {
  const empty = { device: 'guest', address: null, asn: null, agent: '\n', cameFrom: null };
  const { deviceHash: _known, ...rest } = actTrace(env, 'salt', empty, 0);
  expect(Object.values(rest).every((mark) => mark === null)).toBe(true);
});
