import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { proofOf } from '../../bin/proof.ts';
import { HIGHEST_COST } from '../../worker/abuse/challenge-cost.ts';
import { issueChallenge, type Purpose } from '../../worker/abuse/challenge.ts';
import { defaultLimits } from '../../worker/abuse/limits.ts';
import { PROOF_HEADER, SESSION_ACTION, type ChallengeReply } from '../../worker/wire/challenge.ts';
import type { ActReply } from '../../worker/wire/contest.ts';
import type { Me } from '../../worker/wire/people.ts';
import { Caller, signedIn } from './browser-like.ts';
import {
  approvedEntry,
  byModerator,
  ledgerOf,
  loseMemory,
  newContest,
  sendOne,
  vote,
} from './engine-world.ts';

interface ErrorReply {
  error: { code: string; message: string };
}

let contestId: string;
let entryId: string;
beforeAll(async () => {
  contestId = await newContest();
  entryId = await approvedEntry(contestId, 'ann');
});

async function newGuest(): Promise<Caller> {
  const caller = new Caller();
  expect((await caller.send('POST', '/api/session/guest')).status).toBe(204);
  return caller;
}

async function personId(caller: Caller): Promise<string> {
  return (await caller.json<Me>('GET', '/api/me')).body.person?.id ?? '';
}

const challengeFor = async (caller: Caller, contest = contestId, action = 'vote') =>
  (await caller.json<ChallengeReply>('GET', `/api/challenges?contest=${contest}&action=${action}`))
    .body;

async function solved(challenge: ChallengeReply): Promise<string> {
  if (challenge.kind !== 'work') throw new Error('not a proof of work');
  return proofOf(challenge.challenge);
}

interface Outcome {
  status: number;
  body: ActReply & ErrorReply;
}

/** Sends a vote as it is, with this proof and no other. */
async function voteWith(
  caller: Caller,
  proof: string | null,
  { contest = contestId, key = crypto.randomUUID() as string, entry = entryId } = {},
): Promise<Outcome> {
  const reply = await caller.once(
    'POST',
    `/api/contests/${contest}/actions`,
    { key, action: { type: 'vote', entryId: entry } },
    proof === null ? {} : { [PROOF_HEADER]: proof },
  );
  return { status: reply.status, body: await reply.json<Outcome['body']>() };
}

const refused = (code: string) => ({ status: 403, body: { error: { code } } });

/** A proof that somebody else would get; it is solved, and signed by this installation. */
const proofFor = async (purpose: Purpose, nowMs = Date.now()) =>
  proofOf(await issueChallenge(env, purpose, 1, nowMs));

const cast = async (contest: string) =>
  (await ledgerOf(contest)).events.filter(({ data }) => data.type === 'voted').length;

describe('becoming a guest', () => {
  const session = { contestId: null, action: SESSION_ACTION, personId: null };
  const ask = (caller: Caller, proof?: string) =>
    caller.once('POST', '/api/session/guest', undefined, proof ? { [PROOF_HEADER]: proof } : {});
  const codeOf = async (reply: Response) => (await reply.json<ErrorReply>()).error.code;

  it('needs a solved challenge, and without one leaves no cookie', async () => {
    const caller = new Caller();
    const reply = await ask(caller);
    expect(reply.status).toBe(403);
    expect(reply.headers.getSetCookie()).toEqual([]);
    expect(await reply.json<ErrorReply>()).toMatchObject({
      error: { code: 'challenge/NEEDED', message: expect.stringContaining('/api/challenges') },
    });
    expect(caller.cookies).toBe('');
  });

  it('says in the challenge what it costs, and what it is for', async () => {
    const { body } = await new Caller().json<ChallengeReply>(
      'GET',
      '/api/challenges?action=session',
    );
    expect(body).toMatchObject({
      kind: 'work',
      needed: true,
      maxTries: expect.any(Number),
      challenge: { parameters: { data: { contest: '', action: 'session', session: '' } } },
    });
    const nothing = await new Caller().send('GET', '/api/challenges?action=vote');
    expect(nothing.status).toBe(400);
  });

  it('needs none of somebody who is a guest already', async () => {
    const guest = await newGuest();
    const before = await personId(guest);
    expect((await ask(guest)).status).toBe(204);
    expect(await personId(guest)).toBe(before);
  });

  it('works once with each proof, however many try at the same time', async () => {
    const proof = await proofFor(session);
    const callers = Array.from({ length: 100 }, () => new Caller());
    const replies = await Promise.all(callers.map((caller) => ask(caller, proof)));
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(callers.filter(({ cookies }) => cookies !== '')).toHaveLength(1);
    for (const reply of replies)
      if (reply.status !== 204) expect(await codeOf(reply)).toBe('challenge/USED');
  });

  it('is no use of a proof for an act, nor of something that is no proof', async () => {
    const guest = await newGuest();
    const act = { contestId, action: 'vote', personId: await personId(guest) };
    expect(await codeOf(await ask(new Caller(), await proofFor(act)))).toBe(
      'challenge/OTHER_CONTEST',
    );
    for (const proof of ['nonsense', btoa('{}'), btoa('null'), 'e'.repeat(5_000)])
      expect(await codeOf(await ask(new Caller(), proof))).toBe('challenge/ALTERED');
  });

  describe('is asked for', () => {
    const from = (address: string) => ({ 'cf-connecting-ip': address });
    const priceAt = async (address: string) => {
      const path = '/api/challenges?action=session';
      const reply = await new Caller().once('GET', path, undefined, from(address));
      const given = await reply.json<ChallengeReply>();
      return given.kind === 'work' ? given.maxTries : Infinity;
    };

    it('as often as somebody likes without making it dearer for anybody elsewhere', async () => {
      const before = await priceAt('192.0.2.1');
      const mine = await priceAt('198.51.100.1');
      for (let asked = 0; asked < 1_000; asked++) await priceAt('198.51.100.1');
      expect(await priceAt('192.0.2.2')).toBe(before);
      expect(await priceAt('198.51.100.2')).toBeGreaterThan(mine);
    });

    it('out of the budget of becoming a guest, which is one for an address block', async () => {
      const block = (n: number) => from(`2001:db8:77:${(n % 9_999) + 1}::1`);
      const { capacity } = defaultLimits.guest.block;
      let n = 0;
      let reply: Response;
      do
        reply = await new Caller().once(
          'GET',
          '/api/challenges?action=session',
          undefined,
          block(n++),
        );
      while (reply.status === 200 && n < 2 * capacity);
      expect(reply.status).toBe(429);
      expect(n).toBeGreaterThan(capacity);
      expect(Number(reply.headers.get('Retry-After'))).toBeGreaterThan(0);
      expect(await codeOf(reply)).toBe('limits/ADDRESS');
      const become = () => new Caller().once('POST', '/api/session/guest', undefined, block(n));
      const statuses = (await Promise.all(Array.from({ length: 50 }, become))).map((r) => r.status);
      expect(statuses).toContain(429);
    });
  });
});

describe('an act of a guest', () => {
  it('needs a proof the first time in each contest, and none from then on', async () => {
    const guest = await newGuest();
    const other = await approvedEntry(contestId, 'ben');
    const before = await cast(contestId);
    expect(await voteWith(guest, null)).toMatchObject(refused('challenge/NEEDED'));
    expect(await cast(contestId)).toBe(before);
    const challenge = await challengeFor(guest);
    expect(challenge.needed).toBe(true);
    expect((await voteWith(guest, await solved(challenge))).status).toBe(201);
    expect((await challengeFor(guest)).needed).toBe(false);
    expect((await voteWith(guest, null, { entry: other })).status).toBe(201);
    const elsewhere = await newContest();
    const entry = await approvedEntry(elsewhere, 'ann');
    expect(await voteWith(guest, null, { contest: elsewhere, entry })).toMatchObject(
      refused('challenge/NEEDED'),
    );
  });

  it('goes through with the same key once the proof is there', async () => {
    const guest = await newGuest();
    const key = crypto.randomUUID();
    expect(await voteWith(guest, null, { key })).toMatchObject(refused('challenge/NEEDED'));
    const proof = await solved(await challengeFor(guest));
    expect((await voteWith(guest, proof, { key })).status).toBe(201);
  });

  it('gets its receipt again without a new proof, also after the room has forgotten', async () => {
    const contest = await newContest();
    const entry = await approvedEntry(contest, 'ann');
    const guest = await newGuest();
    const key = crypto.randomUUID();
    const proof = await solved(await challengeFor(guest, contest));
    const first = await voteWith(guest, proof, { contest, key, entry });
    expect(first.status).toBe(201);
    for (const again of [proof, null, 'not a proof at all']) {
      const reply = await voteWith(guest, again, { contest, key, entry });
      expect(reply).toMatchObject({ status: 200, body: { receipt: first.body.receipt } });
    }
    await loseMemory(contest);
    for (const again of [proof, null])
      expect((await voteWith(guest, again, { contest, key, entry })).status).toBe(200);
    expect(await cast(contest)).toBe(1);
  });

  it('is refused with a proof that was used for another act under the same key, also when that one was refused', async () => {
    const guest = await newGuest();
    const key = crypto.randomUUID();
    const proof = await solved(await challengeFor(guest));
    const missing = await voteWith(guest, proof, { key, entry: 'nowhere' });
    expect(missing).toMatchObject({ status: 409 });
    expect(await voteWith(guest, proof, { key })).toMatchObject(refused('challenge/USED'));
  });

  it('is refused with a proof for another contest, action or session, each in its own words', async () => {
    const guest = await newGuest();
    const own = { contestId, action: 'vote', personId: await personId(guest) };
    const cases = {
      'challenge/OTHER_CONTEST': await proofFor({ ...own, contestId: 'another' }),
      'challenge/OTHER_ACTION': await proofFor({ ...own, action: 'submit' }),
      'challenge/OTHER_SESSION': await proofFor({ ...own, personId: 'g_somebody' }),
      'challenge/EXPIRED': await proofFor(own, Date.now() - 3_600_000),
    };
    const before = await cast(contestId);
    const messages = new Set<string>();
    for (const [code, proof] of Object.entries(cases)) {
      const reply = await voteWith(guest, proof);
      expect(reply).toMatchObject(refused(code));
      messages.add(reply.body.error.message);
    }
    expect(messages.size).toBe(4);
    expect(await cast(contestId)).toBe(before);
    // A refused proof does not stand in the way of a good one.
    expect((await voteWith(guest, await proofFor(own))).status).toBe(201);
  });

  it('is refused with what somebody else has solved for themselves, who can still use it', async () => {
    const [solver, thief] = [await newGuest(), await newGuest()];
    const before = await cast(contestId);
    const proof = await solved(await challengeFor(solver));
    expect(await voteWith(thief, proof)).toMatchObject(refused('challenge/OTHER_SESSION'));
    expect(await cast(contestId)).toBe(before);
    expect((await voteWith(solver, proof)).status).toBe(201);
    // Once used it is no good for anybody, nor for another act of the solver's own.
    expect(await voteWith(thief, proof)).toMatchObject(refused('challenge/OTHER_SESSION'));
    const other = await approvedEntry(contestId, 'cleo');
    expect(await voteWith(solver, proof, { entry: other })).toMatchObject(
      refused('challenge/USED'),
    );
    expect(await cast(contestId)).toBe(before + 1);
  });

  it('is refused with a proof of which anything was altered, or that solves nothing', async () => {
    const guest = await newGuest();
    const own = { contestId, action: 'vote', personId: await personId(guest) };
    const challenge = await issueChallenge(env, own, 40, Date.now());
    const proof = JSON.parse(atob(await proofOf(challenge))) as {
      challenge: typeof challenge;
      solution: { counter: number; derivedKey: string };
    };
    const { parameters } = proof.challenge;
    const withParameters = (change: object) => ({
      ...proof,
      challenge: { ...proof.challenge, parameters: { ...parameters, ...change } },
    });
    const altered = [
      withParameters({ cost: 1 }),
      withParameters({ keyPrefix: '00' }),
      withParameters({ expiresAt: (parameters.expiresAt ?? 0) + 3_600 }),
      withParameters({ data: { ...parameters.data, maxTries: 1 } }),
      withParameters({ nonce: '00' }),
      { ...proof, challenge: { ...proof.challenge, signature: '0'.repeat(64) } },
      { ...proof, challenge: { parameters } },
    ];
    for (const one of altered)
      expect(await voteWith(guest, btoa(JSON.stringify(one)))).toMatchObject(
        refused('challenge/ALTERED'),
      );
    const { counter, derivedKey } = proof.solution;
    const unsolved = [
      { counter: counter + 1, derivedKey: '00'.repeat(32) },
      { counter, derivedKey: derivedKey.slice(2) },
      { counter: -1, derivedKey: 'zz' },
    ];
    for (const solution of unsolved)
      expect(await voteWith(guest, btoa(JSON.stringify({ ...proof, solution })))).toMatchObject(
        refused('challenge/UNSOLVED'),
      );
  });
});

describe('challenges of a contest', () => {
  it('are asked of accounts of today, of nobody who works for the brand, and of no old account', async () => {
    const today = vote('account of today', entryId, { verifiedAtMs: Date.now(), proof: 'none' });
    expect(await sendOne(contestId, today)).toMatchObject({ code: 'challenge/NEEDED' });
    const moderator = await signedIn('moderator');
    expect(await voteWith(moderator, null)).toMatchObject({
      status: 409,
      body: { error: { code: 'core/NOT_ALLOWED' } },
    });
    expect((await challengeFor(moderator)).needed).toBe(false);
    const old = vote('old account', entryId, { verifiedAtMs: 1, proof: 'none' });
    expect(await sendOne(contestId, old)).toMatchObject({ status: 'accepted' });
  });

  it('cost more while it is busy, and are then asked of everybody', async () => {
    const contest = await newContest();
    const entry = await approvedEntry(contest, 'ann');
    const guest = await newGuest();
    expect(
      (await voteWith(guest, await solved(await challengeFor(guest, contest)), { contest, entry }))
        .status,
    ).toBe(201);
    const stranger = await newGuest();
    const before = await challengeFor(stranger, contest);
    expect((await challengeFor(guest, contest)).needed).toBe(false);

    // A rush of the last seconds, as a room that starts in the middle of it finds it on file.
    await env.DB.prepare(
      `WITH RECURSIVE act (seq) AS (SELECT 1000001 UNION ALL SELECT seq + 1 FROM act WHERE seq < 1012000)
       INSERT INTO act_trace (contest_id, seq, fan_id, at_ms) SELECT ?, seq, 'fan ' || seq, ? FROM act`,
    )
      .bind(contest, Date.now())
      .run();
    await loseMemory(contest);

    const during = await challengeFor(stranger, contest);
    expect(during.kind === 'work' && before.kind === 'work').toBe(true);
    if (during.kind !== 'work' || before.kind !== 'work') return;
    expect(during.maxTries).toBeGreaterThan(before.maxTries);
    // At its ordinary cost a challenge takes one try here.
    expect(during.maxTries).toBeLessThanOrEqual(HIGHEST_COST);
    expect(during.challenge.parameters.data?.['maxTries']).toBe(during.maxTries);
    expect((await challengeFor(guest, contest)).needed).toBe(true);
    expect(
      await sendOne(contest, vote('old account', entry, { verifiedAtMs: 1, proof: 'none' })),
    ).toMatchObject({ status: 'refused', code: 'challenge/NEEDED' });
    // Staff can go on working.
    const none = byModerator({ type: 'approve', entryId: 'none' });
    expect(await sendOne(contest, { ...none, proof: 'none' })).toMatchObject({
      code: expect.not.stringContaining('challenge'),
    });
  });

  it('leave nothing behind once they have expired', async () => {
    await env.DB.prepare(
      `INSERT INTO spent_proof (id, used_for, expires_at_ms)
       SELECT 'old-' || value, 'x', 1 FROM json_each('[1,2,3,4,5]')`,
    ).run();
    await newGuest();
    await newGuest();
    const left = await env.DB.prepare(
      `SELECT count(*) AS n FROM spent_proof WHERE id LIKE 'old-%'`,
    ).first<number>('n');
    expect(left).toBe(0);
  });
});
