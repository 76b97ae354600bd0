import { beforeAll, describe, expect, it } from 'vitest';
import { proofOf } from '../../bin/proof.ts';
import { defaultLimits } from '../../worker/abuse/limits.ts';
import { PROOF_HEADER, type ChallengeReply } from '../../worker/wire/challenge.ts';
import { Caller, signedIn } from './browser-like.ts';
import { approvedEntry, newContest } from './engine-world.ts';

const { capacity } = defaultLimits.act.person;
let contestId: string;
let entryId: string;
beforeAll(async () => {
  await signedIn('brand');
  contestId = await newContest();
  entryId = await approvedEntry(contestId, 'ann');
});

async function newGuest(): Promise<Caller> {
  const caller = new Caller();
  expect((await caller.send('POST', '/api/session/guest')).status).toBe(204);
  return caller;
}

interface Outcome {
  status: number;
  code: string | undefined;
  retryAfterS: number;
}

async function outcomeOf(reply: Response): Promise<Outcome> {
  const body = await reply.json<{ error?: { code: string } }>();
  const retryAfterS = Number(reply.headers.get('Retry-After'));
  return { status: reply.status, code: body.error?.code, retryAfterS };
}

async function vote(
  guest: Caller,
  proof: string | null = null,
  { key = crypto.randomUUID() as string, headers = {} } = {},
): Promise<Outcome> {
  const act = { key, action: { type: 'vote', entryId } };
  const proven = proof === null ? headers : { ...headers, [PROOF_HEADER]: proof };
  return outcomeOf(await guest.once('POST', `/api/contests/${contestId}/actions`, act, proven));
}

const askFor = (guest: Caller) =>
  guest.once('GET', `/api/challenges?contest=${contestId}&action=vote`);

async function solved(guest: Caller): Promise<string> {
  const given = await (await askFor(guest)).json<ChallengeReply>();
  if (given.kind !== 'work') throw new Error('not a proof of work');
  return proofOf(given.challenge);
}

/** One after the other. */
async function inTurn(count: number, send: (n: number) => Promise<Outcome>): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let n = 0; n < count; n++) outcomes.push(await send(n));
  return outcomes;
}

const times = (outcomes: Outcome[], code: string) =>
  outcomes.filter((outcome) => outcome.code === code).length;

describe('an act that lacks a proof', () => {
  it('comes out of its sender’s budget, wherever it is sent from, and then waits like any other', async () => {
    const guest = await newGuest();
    const outcomes = await inTurn(400, (n) =>
      vote(guest, null, { headers: { 'cf-connecting-ip': `2001:db8:5:${n + 1}::1` } }),
    );
    const needed = times(outcomes, 'challenge/NEEDED');
    expect(needed).toBeGreaterThanOrEqual(capacity);
    expect(needed).toBeLessThan(capacity + 40);
    expect(times(outcomes, 'limits/PERSON')).toBe(outcomes.length - needed);
    for (const { status, retryAfterS } of outcomes)
      if (status === 429) expect(retryAfterS).toBeGreaterThan(0);
  });

  it('is told to wait before it is asked for a proof, and gets no challenge to solve for nothing', async () => {
    const guest = await newGuest();
    const proof = await solved(guest);
    await inTurn(160, () => vote(guest));
    expect(await vote(guest)).toMatchObject({ status: 429, code: 'limits/PERSON' });
    const asked = await outcomeOf(await askFor(guest));
    expect(asked).toMatchObject({ status: 429, code: 'limits/PERSON' });
    expect(asked.retryAfterS).toBeGreaterThan(0);
    // Nor is one looked at, so that it is still good afterwards.
    let late = await vote(guest, proof);
    expect(late.status).toBe(429);
    for (let tries = 0; late.status === 429 && tries < 5; tries++) {
      await new Promise((resolve) => setTimeout(resolve, late.retryAfterS * 1_000));
      late = await vote(guest, proof);
    }
    expect(late.status).toBe(201);
  });

  it('and is sent again with one costs no more than one act', async () => {
    const guest = await newGuest();
    const key = crypto.randomUUID();
    expect((await vote(guest, null, { key })).code).toBe('challenge/NEEDED');
    expect((await vote(guest, await solved(guest), { key })).status).toBe(201);
    const startedMs = Date.now();
    const outcomes = await inTurn(capacity + 40, () => vote(guest));
    const answered = outcomes.filter(({ status }) => status !== 429).length;
    expect(answered).toBeGreaterThanOrEqual(capacity - 1);
    const back = ((Date.now() - startedMs) / 1_000) * defaultLimits.act.person.refillPerSecond;
    expect(answered).toBeLessThanOrEqual(capacity - 1 + Math.ceil(back) + 2);
  });
});

describe('a proof that is no good', () => {
  it('comes out of its sender’s budget as well, under one key as under many', async () => {
    for (const key of [undefined, crypto.randomUUID()]) {
      const guest = await newGuest();
      const send = () => vote(guest, 'no proof at all', key === undefined ? {} : { key });
      const outcomes = await inTurn(300, send);
      const looked = times(outcomes, 'challenge/ALTERED');
      expect(looked).toBeGreaterThanOrEqual(capacity);
      expect(looked).toBeLessThan(capacity + 40);
      expect(times(outcomes, 'limits/PERSON')).toBe(300 - looked);
    }
  });

  it('is not looked at with an act that has its receipt', async () => {
    const guest = await newGuest();
    const key = crypto.randomUUID();
    expect((await vote(guest, await solved(guest), { key })).status).toBe(201);
    const again = await inTurn(200, () => vote(guest, 'nonsense', { key }));
    expect(again.map(({ status }) => status)).toEqual(Array(200).fill(200));
  });
});
