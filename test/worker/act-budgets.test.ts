import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { proofOf } from '../../bin/proof.ts';
import { NO_TRACE } from '../../worker/abuse/act-trace.ts';
import { defaultLimits } from '../../worker/abuse/limits.ts';
import { TokenBuckets } from '../../worker/abuse/token-buckets.ts';
import { ActLimits } from '../../worker/room/act-limits.ts';
import { NO_RECENT_ACTS, readRecentActs } from '../../worker/room/recent-acts.ts';
import { PROOF_HEADER, type ChallengeReply } from '../../worker/wire/challenge.ts';
import { signedIn, type Caller } from './browser-like.ts';
import { newGuest } from './challenge-world.ts';
import { approvedEntry, loseMemory, newContest, sendOne, vote } from './engine-world.ts';

const { capacity } = defaultLimits.act.person;
let contestId: string;
let entryId: string;
beforeAll(async () => {
  await signedIn('brand');
  contestId = await newContest();
  entryId = await approvedEntry(contestId, 'ann');
});

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

async function voteAs(
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
      voteAs(guest, null, { headers: { 'cf-connecting-ip': `2001:db8:5:${n + 1}::1` } }),
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
    await inTurn(160, () => voteAs(guest));
    let asked = await outcomeOf(await askFor(guest));
    // Meanwhile some of the budget may have come back.
    for (let tries = 0; asked.status === 200 && tries < 20; tries++) {
      await inTurn(10, () => voteAs(guest));
      asked = await outcomeOf(await askFor(guest));
    }
    expect(asked).toMatchObject({ status: 429, code: 'limits/PERSON' });
    expect(asked.retryAfterS).toBeGreaterThan(0);
    // Nor is one looked at, so that it is still good afterwards.
    let late = await voteAs(guest, proof);
    for (let tries = 0; late.status === 429 && tries < 5; tries++) {
      await new Promise((resolve) => setTimeout(resolve, late.retryAfterS * 1_000));
      late = await voteAs(guest, proof);
    }
    expect(late.status).toBe(201);
  });

  it('and is sent again with one costs no more than one act', async () => {
    const guest = await newGuest();
    const key = crypto.randomUUID();
    expect((await voteAs(guest, null, { key })).code).toBe('challenge/NEEDED');
    expect((await voteAs(guest, await solved(guest), { key })).status).toBe(201);
    const startedMs = Date.now();
    const outcomes = await inTurn(capacity + 40, () => voteAs(guest));
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
      const send = () => voteAs(guest, 'no proof at all', key === undefined ? {} : { key });
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
    expect((await voteAs(guest, await solved(guest), { key })).status).toBe(201);
    const again = await inTurn(200, () => voteAs(guest, 'nonsense', { key }));
    expect(again.map(({ status }) => status)).toEqual(Array(200).fill(200));
  });
});

describe('after a restart', () => {
  const late = async (contest: string, who: string, blockHash: string | null = null) => {
    const trace = { ...NO_TRACE, blockHash };
    const output = await sendOne(contest, vote(who, 'none', { trace }));
    return output.status === 'refused' && output.code.startsWith('limits/') ? output.code : null;
  };

  it('nobody’s budget is fresh, however many acts of others came since', async () => {
    const contest = await newContest();
    const nowMs = Date.now();
    // Somebody has just used up all, then 30,000 others act; somebody else did so long ago.
    await env.DB.prepare(
      `WITH RECURSIVE act (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM act WHERE n < 30240)
       INSERT INTO act_trace (contest_id, seq, fan_id, block_hash, at_ms)
       SELECT ?1, 1000000 + n,
         CASE WHEN n <= 120 THEN 'quick' WHEN n <= 240 THEN 'calm' ELSE 'fan ' || n END,
         CASE WHEN n > 240 AND n <= 2300 THEN 'a block' END,
         CASE WHEN n <= 120 THEN ?2 - 5000 WHEN n <= 240 THEN ?2 - 70000 ELSE ?2 - 4900 + n / 10 END
       FROM act`,
    )
      .bind(contest, nowMs)
      .run();
    await loseMemory(contest);
    expect(await late(contest, 'calm')).toBeNull();
    expect(await late(contest, 'somebody', 'another block')).toBeNull();
    const { refillPerSecond } = defaultLimits.act.person;
    const granted: (string | null)[] = [];
    for (let n = 0; n < 60; n++) granted.push(await late(contest, 'quick'));
    const backS = (Date.now() - nowMs + 5_000) / 1_000;
    const times = granted.filter((code) => code === null).length;
    expect(times).toBeGreaterThan(0);
    expect(times).toBeLessThanOrEqual(Math.ceil(backS * refillPerSecond));
    expect(granted.at(-1)).toBe('limits/PERSON');
  });

  const atMs = 1_700_000_000_000;
  const usedUp = { millitokens: 0, atMs };
  it.each([
    ['limits/PERSON', { persons: new Map([['fan', usedUp]]) }],
    ['limits/ADDRESS', { blocks: new Map([['block', usedUp]]) }],
    ['limits/CONTEST', { contest: usedUp }],
  ])('what was used up is used up still: %s', (code, recent) => {
    const act = vote('fan', 'any', { blockKey: 'block' });
    const limits = new ActLimits(defaultLimits.act, { ...NO_RECENT_ACTS, ...recent });
    expect(limits.notYet(act, atMs, false)).toMatchObject({ code });
    const fresh = new ActLimits(defaultLimits.act);
    expect(fresh.notYet(act, atMs, false)).toBeNull();
  });

  it('levels are what they would be without one', async () => {
    const budgets = {
      person: { capacity: 5, refillPerSecond: 0.5 },
      block: { capacity: 8, refillPerSecond: 1 },
      contest: { capacity: 20, refillPerSecond: 0.8 },
    };
    const nowMs = 1_700_000_000_000;
    // Everybody begins with what is full, as nobody has acted for long.
    const gapsMs = [0, 100, 900, 2_000, 300, 4_000, 0, 0, 1_500, 700];
    const levels = {
      person: new TokenBuckets(budgets.person),
      block: new TokenBuckets(budgets.block),
      contest: new TokenBuckets(budgets.contest),
    };
    let atMs = nowMs - gapsMs.reduce((sum, gap) => sum + gap, 0) - 500;
    const rows: D1PreparedStatement[] = [];
    for (const [n, gap] of gapsMs.entries()) {
      atMs += gap;
      const [fan, block] = [`fan ${n % 3}`, n % 2 ? 'odd' : null];
      levels.person.take(fan, atMs);
      levels.block.take(block ?? 'unreadable', atMs);
      levels.contest.take('', atMs);
      rows.push(
        env.DB.prepare(
          'INSERT INTO act_trace (contest_id, seq, fan_id, block_hash, at_ms) VALUES (?, ?, ?, ?, ?)',
        ).bind('exact', n, fan, block, atMs),
      );
    }
    await env.DB.batch(rows);
    const read = await readRecentActs(env.DB, 'exact', budgets, nowMs);
    const share = (kind: keyof typeof levels, millitokens: number) =>
      1 - millitokens / (budgets[kind].capacity * 1_000);
    for (const fan of ['fan 0', 'fan 1', 'fan 2']) {
      // Who is not there lacks nothing.
      const { millitokens } = read.persons.get(fan) ?? { millitokens: 5_000 };
      expect(share('person', millitokens)).toBeCloseTo(levels.person.usedShare(fan, nowMs), 9);
    }
    for (const block of ['odd', 'unreadable']) {
      const { millitokens } = read.blocks.get(block) ?? { millitokens: 8_000 };
      expect(share('block', millitokens)).toBeCloseTo(levels.block.usedShare(block, nowMs), 9);
    }
    expect(read.blocks.size).toBeGreaterThan(0);
    expect(share('contest', read.contest?.millitokens ?? NaN)).toBeCloseTo(
      levels.contest.usedShare('', nowMs),
      9,
    );
    expect(read.bySecond.reduce((sum, { acts }) => sum + acts, 0)).toBe(gapsMs.length);
  });
});

it('a guest who takes their only vote back is no stranger for it', async () => {
  const guest = await newGuest();
  expect((await voteAs(guest, await solved(guest))).status).toBe(201);
  const back = { key: crypto.randomUUID(), action: { type: 'unvote', entryId } };
  const taken = await guest.once('POST', `/api/contests/${contestId}/actions`, back);
  expect(taken.status).toBe(201);
  expect((await (await askFor(guest)).json<ChallengeReply>()).needed).toBe(false);
  expect((await voteAs(guest)).status).toBe(201);
});
