import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { proofOf } from '../../bin/proof.ts';
import { PROOF_HEADER, type ChallengeReply } from '../../worker/wire/challenge.ts';
import { startServer, type TestServer } from '../support/server.ts';

const NO_DEMO = { FANFARE_DEMO_CAMPAIGN: '0' };
let plain: TestServer;
let guarded: TestServer;
/** Stands for Cloudflare: says what `verdict` makes of a request. */
let fake: Server;
let verdict: (asked: { response: string }) => unknown = () => ({ success: false });
const tokens: string[] = [];

beforeAll(async () => {
  fake = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const asked = JSON.parse(text) as { response: string };
      tokens.push(asked.response);
      response.end(JSON.stringify(verdict(asked)));
    });
  });
  await new Promise<void>((resolve) => fake.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(fake.address() as AddressInfo).port}/siteverify`;
  const keys = { TURNSTILE_SITE_KEY: 'the site', TURNSTILE_SECRET: 'the secret' };
  plain = await startServer({ env: NO_DEMO });
  guarded = await startServer({ env: { ...NO_DEMO, ...keys, TURNSTILE_ENDPOINT: endpoint } });
});
afterAll(async () => {
  await plain?.stop();
  await guarded?.stop();
  fake?.close();
});

interface Person {
  cookie: string;
}

async function call(
  server: TestServer,
  { cookie }: Person,
  method: string,
  path: string,
  body?: unknown,
  proof?: string,
): Promise<{ status: number; cookie: string; json: unknown }> {
  const reply = await fetch(server.origin + path, {
    method,
    headers: {
      cookie,
      origin: server.origin,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(proof === undefined ? {} : { [PROOF_HEADER]: proof }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  const cookies = reply.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  return { status: reply.status, cookie: cookies.join('; '), json: text ? JSON.parse(text) : null };
}

const nobody = { cookie: '' };
const codeOf = ({ json }: { json: unknown }) => (json as { error?: { code: string } }).error?.code;

async function challenge(server: TestServer, who: Person, query: string): Promise<ChallengeReply> {
  return (await call(server, who, 'GET', `/api/challenges?${query}`)).json as ChallengeReply;
}

async function work(server: TestServer, who: Person, query: string): Promise<string> {
  const given = await challenge(server, who, query);
  if (given.kind !== 'work') throw new Error('not a proof of work');
  return proofOf(given.challenge);
}

/** A contest that anybody may act in; nothing is in it, so that the rules refuse whatever gets as far as them. */
async function published(server: TestServer): Promise<string> {
  const owner = await call(server, nobody, 'POST', '/dev/sign-in', { as: 'brand' });
  const post = async (path: string, body: object) =>
    (await call(server, owner, 'POST', path, body)).json as { id: string };
  const brand = await post('/api/brands', { name: 'Challenged' });
  const campaign = await post(`/api/brands/${brand.id}/campaigns`, { title: 'Challenged' });
  const drafts = `/api/studio/campaigns/${campaign.id}/contests`;
  const { id } = await post(drafts, { type: 'street-photo-relay', title: 'Challenged' });
  await post(`/api/contests/${id}/publish`, {});
  return id;
}

const vote = () => ({
  key: crypto.randomUUID(),
  action: { type: 'vote', entryId: 'none' },
});

it('accepts a proof once, of 100 acts that bring it at the same time', async () => {
  const contest = await published(plain);
  const session = await work(plain, nobody, 'action=session');
  const guest = await call(plain, nobody, 'POST', '/api/session/guest', undefined, session);
  expect(guest.status).toBe(204);
  const path = `/api/contests/${contest}/actions`;
  expect(codeOf(await call(plain, guest, 'POST', path, vote()))).toBe('challenge/NEEDED');
  const proof = await work(plain, guest, `contest=${contest}&action=vote`);
  const replies = await Promise.all(
    Array.from({ length: 100 }, () => call(plain, guest, 'POST', path, vote(), proof)),
  );
  const codes = replies.map(codeOf);
  // Whatever gets past the check is for the rules to decide, which have their own codes.
  expect(codes.filter((code) => code !== 'challenge/USED')).toHaveLength(1);
  expect(codes.filter((code) => code?.startsWith('challenge/'))).toHaveLength(99);
});

it('accepts a proof for becoming a guest once, of 100 requests that bring it at the same time', async () => {
  const proof = await work(plain, nobody, 'action=session');
  const replies = await Promise.all(
    Array.from({ length: 100 }, () =>
      call(plain, nobody, 'POST', '/api/session/guest', undefined, proof),
    ),
  );
  expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
  expect(replies.filter(({ cookie }) => cookie !== '')).toHaveLength(1);
});

it('asks Turnstile about no more tokens of one guest than they may act', async () => {
  const contest = await published(guarded);
  const given = await challenge(guarded, nobody, 'action=session');
  if (given.kind !== 'turnstile') throw new Error('not Turnstile');
  verdict = () => ({ success: true, action: given.action, cdata: given.cData });
  const guest = await call(guarded, nobody, 'POST', '/api/session/guest', undefined, 'a-person');
  expect(guest.status).toBe(204);
  verdict = () => ({ success: false });
  tokens.length = 0;
  const replies = await Promise.all(
    Array.from({ length: 500 }, (_, n) =>
      call(guarded, guest, 'POST', `/api/contests/${contest}/actions`, vote(), `rubbish-${n}`),
    ),
  );
  const codes = replies.map(codeOf);
  expect(new Set(codes)).toEqual(new Set(['challenge/NOT_CONFIRMED', 'limits/PERSON']));
  expect(codes.filter((code) => code === 'limits/PERSON').length).toBeGreaterThan(300);
  expect(tokens.length).toBeLessThan(200);
});

it('asks Turnstile where it is configured, and takes nothing but a clear yes', async () => {
  const given = await challenge(guarded, nobody, 'action=session');
  if (given.kind !== 'turnstile') throw new Error('not Turnstile');
  expect(given).toMatchObject({ siteKey: 'the site', action: 'session' });
  const become = (token: string) =>
    call(guarded, nobody, 'POST', '/api/session/guest', undefined, token);
  const yes = { success: true, action: given.action, cdata: given.cData };
  const wrong: [unknown, string][] = [
    [{ success: false }, 'challenge/NOT_CONFIRMED'],
    [{ ...yes, cdata: 'another purpose' }, 'challenge/OTHER_ACTION'],
    [{ ...yes, action: 'vote' }, 'challenge/OTHER_ACTION'],
    ['nonsense', 'challenge/UNAVAILABLE'],
  ];
  for (const [index, [says, code]] of wrong.entries()) {
    verdict = () => says;
    const reply = await become(`wrong-${index}`);
    expect([reply.status, codeOf(reply), reply.cookie]).toEqual([403, code, '']);
  }
  verdict = () => yes;
  expect((await become('a-good-token')).status).toBe(204);
  // Even if Cloudflare said yes to it twice.
  expect(codeOf(await become('a-good-token'))).toBe('challenge/USED');
  expect(tokens).toContain('a-good-token');
  const page = await fetch(guarded.origin);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain('frame-src https://challenges.cloudflare.com');
  const elsewhere = (await fetch(plain.origin)).headers.get('content-security-policy') ?? '';
  expect(elsewhere).not.toContain('challenges.cloudflare.com');
});
