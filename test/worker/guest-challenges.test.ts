import { beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../worker/abuse/limits.ts';
import { PROOF_HEADER, SESSION_ACTION, type ChallengeReply } from '../../worker/wire/challenge.ts';
import { Caller } from './browser-like.ts';
import { newGuest, personId, proofFor, rush, solved, type ErrorReply } from './challenge-world.ts';
import { newContest } from './engine-world.ts';

let contestId: string;
beforeAll(async () => {
  contestId = await newContest();
});

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

  describe('from an address', () => {
    const from = (address: string) => ({ 'cf-connecting-ip': address });
    const become = async (address: string, proof: string, query = '') => {
      const headers = { ...from(address), [PROOF_HEADER]: proof };
      return new Caller().once('POST', `/api/session/guest${query}`, undefined, headers);
    };
    const asked = async (address: string, query = '') => {
      const path = `/api/challenges?action=session${query}`;
      const reply = await new Caller().once('GET', path, undefined, from(address));
      return reply.json<ChallengeReply>();
    };

    it('needs a proof that was made in its address block', async () => {
      const proof = await solved(await asked('203.0.113.1'));
      expect(await codeOf(await become('198.18.0.1', proof))).toBe('challenge/OTHER_NETWORK');
      expect(await codeOf(await ask(new Caller(), proof))).toBe('challenge/OTHER_NETWORK');
      expect((await become('203.0.113.99', proof)).status).toBe(204);
    });

    it('is for the contest that it names, and for no other', async () => {
      const other = await newContest();
      const proof = await solved(await asked('203.0.113.2', `&contest=${contestId}`));
      for (const query of ['', `?contest=${other}`])
        expect(await codeOf(await become('203.0.113.2', proof, query))).toBe(
          'challenge/OTHER_CONTEST',
        );
      const reply = await become('203.0.113.2', proof, `?contest=${contestId}`);
      expect(reply.status).toBe(204);
    });

    it('finds no contest that is not there, or not yet', async () => {
      const draft = await newContest(undefined, { published: false });
      for (const id of ['none', draft]) {
        const path = `/api/challenges?action=session&contest=${id}`;
        expect((await new Caller().once('GET', path)).status).toBe(404);
        expect((await become('203.0.113.3', 'any', `?contest=${id}`)).status).toBe(404);
      }
    });

    it('costs more while the contest that it names is busy, and no proof from before will do', async () => {
      const contest = await newContest();
      const query = `&contest=${contest}`;
      const before = await asked('203.0.113.4', query);
      await rush(contest);
      const during = await asked('203.0.113.4', query);
      if (before.kind !== 'work' || during.kind !== 'work') throw new Error('not work');
      expect(during.maxTries).toBeGreaterThan(2 * before.maxTries);
      const elsewhere = await asked('203.0.113.4');
      expect(elsewhere.kind === 'work' && elsewhere.maxTries).toBeLessThan(during.maxTries);
      const stale = await become('203.0.113.4', await solved(before), `?contest=${contest}`);
      expect(await codeOf(stale)).toBe('challenge/TOO_CHEAP');
      const fresh = await become('203.0.113.4', await solved(during), `?contest=${contest}`);
      expect(fresh.status).toBe(204);
    });

    it('sends nobody back because the rest of their class begins as well', async () => {
      const given = await asked('203.0.113.5');
      for (let n = 0; n < 100; n++) await asked(`203.0.113.${n}`);
      expect((await become('203.0.113.5', await solved(given))).status).toBe(204);
    });
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
