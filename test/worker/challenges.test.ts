import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { proofOf } from '../../bin/proof.ts';
import { HIGHEST_COST } from '../../worker/abuse/challenge-cost.ts';
import { issueChallenge } from '../../worker/abuse/challenge.ts';
import { PROOF_HEADER, type ChallengeReply } from '../../worker/wire/challenge.ts';
import type { ActReply } from '../../worker/wire/contest.ts';
import { signedIn, type Caller } from './browser-like.ts';
import { newGuest, personId, proofFor, rush, solved, type ErrorReply } from './challenge-world.ts';
import {
  approvedEntry,
  byModerator,
  ledgerOf,
  loseMemory,
  newContest,
  sendOne,
  unvote,
  vote,
} from './engine-world.ts';

let contestId: string;
let entryId: string;
beforeAll(async () => {
  contestId = await newContest();
  entryId = await approvedEntry(contestId, 'ann');
});

const challengeFor = async (caller: Caller, contest = contestId, action = 'vote') =>
  (await caller.json<ChallengeReply>('GET', `/api/challenges?contest=${contest}&action=${action}`))
    .body;

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

const cast = async (contest: string) =>
  (await ledgerOf(contest)).events.filter(({ data }) => data.type === 'voted').length;

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

  it('is refused with a proof that was used, also after others that were used since', async () => {
    const guest = await newGuest();
    const proof = await solved(await challengeFor(guest));
    expect((await voteWith(guest, proof)).status).toBe(201);
    // Whoever is let in takes along what need not be kept any longer.
    for (let others = 0; others < 3; others++) await newGuest();
    const entry = await approvedEntry(contestId, 'dora');
    expect(await voteWith(guest, proof, { entry })).toMatchObject(refused('challenge/USED'));
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

  it('are not asked of the account that a guest becomes, and are of all others with the same cookie', async () => {
    const contest = await newContest();
    const entry = await approvedEntry(contest, 'ann');
    const accountOf = (guest: string, name: string) =>
      vote(name, entry, { formerFanIds: [guest], verifiedAtMs: Date.now(), proof: 'none' });
    for (const guest of ['guest', 'fickle guest'])
      expect(await sendOne(contest, vote(guest, entry))).toMatchObject({ status: 'accepted' });
    expect(await sendOne(contest, accountOf('guest', 'first'))).toMatchObject({
      status: 'accepted',
    });
    const needed = { code: 'challenge/NEEDED' };
    expect(await sendOne(contest, accountOf('guest', 'second'))).toMatchObject(needed);
    // Nor of those with the cookie of somebody who has left nothing that could go over to them.
    await sendOne(contest, unvote('fickle guest', entry));
    expect(await sendOne(contest, accountOf('fickle guest', 'third'))).toMatchObject(needed);
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

    await rush(contest);

    const during = await challengeFor(stranger, contest);
    expect(during.kind === 'work' && before.kind === 'work').toBe(true);
    if (during.kind !== 'work' || before.kind !== 'work') return;
    expect(during.maxTries).toBeGreaterThan(before.maxTries);
    // At its ordinary cost a challenge takes one try here.
    expect(during.maxTries).toBeLessThanOrEqual(HIGHEST_COST);
    expect(during.challenge.parameters.data?.['maxTries']).toBe(during.maxTries);
    expect((await challengeFor(guest, contest)).needed).toBe(true);
    // What was solved before it was so busy is not enough.
    expect(await voteWith(stranger, await solved(before), { contest, entry })).toMatchObject(
      refused('challenge/TOO_CHEAP'),
    );
    expect((await voteWith(stranger, await solved(during), { contest, entry })).status).toBe(201);
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
