import { env } from 'cloudflare:test';
import { beforeAll, expect, it } from 'vitest';
import { defaultLimits } from '../../worker/abuse/limits.ts';
import { takeLedger } from '../../worker/services/request-budgets.ts';
import { Caller, signedIn } from './browser-like.ts';
import { growLong, newContest } from './engine-world.ts';
import { newGuest } from './media-world.ts';

let path: string;
let contestId: string;
beforeAll(async () => {
  await signedIn('brand');
  contestId = await newContest();
  await growLong(contestId);
  path = `/api/contests/${contestId}/ledger`;
});

it('whoever downloads a ledger again and again is stopped, in words, and nobody else', async () => {
  const fan = await newGuest();
  const download = () => fan.once('GET', path);
  for (let n = 0; n < defaultLimits.ledger.person.capacity; n++)
    expect((await download()).status).toBe(200);
  const late = await download();
  expect([late.status, Number(late.headers.get('Retry-After')) > 0]).toEqual([429, true]);
  expect(await late.text()).toContain('Try again in');
  expect((await new Caller().once('GET', path)).status).toBe(200);
  // What is read page by page is another matter.
  expect((await fan.once('GET', `/api/contests/${contestId}`)).status).toBe(200);
});

it('so is a network of many people', async () => {
  const from = (n: number) =>
    takeLedger(env, contestId, { person: `g_many-${n}`, address: `198.51.100.${n % 250}` });
  const { capacity } = defaultLimits.ledger.block;
  for (let n = 0; n < capacity; n++) expect(await from(n)).toBeNull();
  expect((await from(capacity))?.code).toBe('limits/ADDRESS');
});

it.each([
  ['what is not published', { published: false }],
  ['a ledger that is short', { published: true }],
])('%s costs nothing', async (_what, options) => {
  const id = await newContest(undefined, options);
  for (let n = 0; n <= defaultLimits.ledger.person.capacity; n++)
    expect(await takeLedger(env, id, { person: 'g_dora', address: null })).toBeNull();
});
