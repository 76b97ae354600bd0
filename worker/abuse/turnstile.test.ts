import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSafeEndpoint } from './outgoing-address.ts';
import { checkToken, turnstileOf, widgetAction } from './turnstile.ts';

const purpose = { action: 'vote', cData: 'mark' };
const yes = { success: true, action: 'vote', cdata: 'mark' };

let fake: Server;
let endpoint: string;
let answer: { status: number; body: string; headers?: Record<string, string> };
let asked: { secret?: string; response?: string };

beforeAll(async () => {
  fake = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      asked = JSON.parse(text) as typeof asked;
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => fake.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(fake.address() as AddressInfo).port}/siteverify`;
});
afterAll(() => fake.close());

const check = (body: unknown, status = 200, headers?: Record<string, string>) => {
  answer = {
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(headers ? { headers } : {}),
  };
  return checkToken({ siteKey: 'site', secret: 'the secret', endpoint }, 'token', purpose);
};

describe('a token of Turnstile', () => {
  it('is good when the service says so for this very purpose', async () => {
    expect(await check(yes)).toBeNull();
    expect(asked).toEqual({ secret: 'the secret', response: 'token' });
  });

  it('is refused when the service says no', async () => {
    expect(await check({ success: false, 'error-codes': ['timeout-or-duplicate'] })).toMatchObject({
      code: 'challenge/NOT_CONFIRMED',
    });
  });

  it('is refused when it was issued for something else', async () => {
    for (const change of [
      { action: 'session' },
      { cdata: 'other' },
      { cdata: undefined },
      { action: undefined },
    ])
      expect(await check({ ...yes, ...change })).toMatchObject({ code: 'challenge/OTHER_ACTION' });
  });

  it('is refused whenever there is no clear answer', async () => {
    const unavailable = { code: 'challenge/UNAVAILABLE' };
    expect(await check(yes, 500)).toMatchObject(unavailable);
    expect(await check('not json')).toMatchObject(unavailable);
    expect(await check({ success: 'yes' })).toMatchObject(unavailable);
    const settings = { siteKey: 'site', secret: 's', endpoint };
    const timeout = () => Promise.reject(new DOMException('too late', 'TimeoutError'));
    expect(await checkToken(settings, 'token', purpose, timeout)).toMatchObject(unavailable);
    const nobody = { ...settings, endpoint: 'http://127.0.0.1:9/' };
    expect(await checkToken(nobody, 'token', purpose)).toMatchObject(unavailable);
  });

  it('is not shown, nor the secret, to whomever the service points at', async () => {
    const told: string[] = [];
    const elsewhere = createServer((request, response) => {
      told.push(request.method ?? '');
      response.end(JSON.stringify(yes));
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/siteverify`;
    try {
      for (const status of [302, 307, 308])
        expect(await check('', status, { location })).toMatchObject({
          code: 'challenge/UNAVAILABLE',
        });
      expect(told).toEqual([]);
    } finally {
      elsewhere.close();
    }
  });

  it('is not even asked about when it cannot be one', async () => {
    const never = () => Promise.reject(new Error('asked'));
    const settings = { siteKey: 'site', secret: 's', endpoint };
    for (const token of ['', 'x'.repeat(2_049)])
      expect(await checkToken(settings, token, purpose, never)).toMatchObject({
        code: 'challenge/NOT_CONFIRMED',
      });
  });
});

describe('the settings of Turnstile', () => {
  it('hold only with both keys', () => {
    expect(turnstileOf({})).toBeNull();
    expect(turnstileOf({ TURNSTILE_SITE_KEY: 'site' })).toBeNull();
    expect(turnstileOf({ TURNSTILE_SECRET: 's' })).toBeNull();
    expect(turnstileOf({ TURNSTILE_SITE_KEY: 'site', TURNSTILE_SECRET: 's' })).toMatchObject({
      endpoint: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
    });
  });

  it('send the secret over HTTPS, or to this machine', async () => {
    expect(isSafeEndpoint('https://verify.example/')).toBe(true);
    expect(isSafeEndpoint('http://127.0.0.1:8080/')).toBe(true);
    expect(isSafeEndpoint('http://[::1]:8080/')).toBe(true);
    for (const unsafe of ['http://verify.example/', 'http://127.example/', 'ftp://localhost', 'no'])
      expect(isSafeEndpoint(unsafe)).toBe(false);
    const settings = { siteKey: 'site', secret: 's', endpoint: 'http://verify.example/' };
    const tooKind = () => Promise.resolve(Response.json(yes));
    expect(await checkToken(settings, 'token', purpose, tooKind)).toMatchObject({
      code: 'challenge/UNAVAILABLE',
    });
  });

  it('name actions as the widget takes them', () => {
    expect(widgetAction('vote')).toBe('vote');
    expect(widgetAction(`core.${'x'.repeat(60)}`)).toMatch(/^core_x{27}$/);
  });
});
