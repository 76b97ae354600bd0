import { describe, expect, it } from 'vitest';
import type { Bindings } from '../../worker/env.ts';
import { Caller } from './browser-like.ts';
import { answer } from './every-request.ts';

describe('limits per address', () => {
  it('answer 429 with a time to wait, to that address alone', async () => {
    const from = (address: string) =>
      new Caller().once('GET', '/api/me/export', undefined, { 'cf-connecting-ip': address });
    let reply = await from('192.0.2.7');
    for (let attempt = 0; attempt < 1_300 && reply.status === 401; attempt++) {
      reply = await from('192.0.2.7');
    }
    expect(reply.status).toBe(429);
    expect(reply.headers.get('Retry-After')).toBe('60');
    expect((await from('192.0.2.8')).status).toBe(401);
    // Other classes of routes are counted apart.
    const read = await new Caller().send('GET', '/api/me', undefined, {
      'cf-connecting-ip': '192.0.2.7',
    });
    expect(read.status).toBe(200);
  });

  const full = { limit: () => Promise.resolve({ success: false }) } as RateLimit;
  it.each([
    ['LIMIT_SIGNIN', 'POST', '/api/session/guest'],
    ['LIMIT_SIGNIN', 'POST', '/api/auth/email-otp/send-verification-otp'],
    ['LIMIT_SIGNIN', 'POST', '/api/auth/sign-in/email-otp'],
    ['LIMIT_SIGNIN', 'GET', '/api/me/export'],
    ['LIMIT_SIGNIN', 'DELETE', '/api/me'],
    ['LIMIT_UPLOAD', 'POST', '/api/media'],
    ['LIMIT_READ', 'GET', '/api/campaigns'],
    ['LIMIT_READ_BLOCK', 'HEAD', '/'],
    ['LIMIT_ACT', 'POST', '/api/contests/any/actions'],
    ['LIMIT_ACT_BLOCK', 'DELETE', '/api/contests/any/draft'],
  ])('%s stops %s %s', async (limit, method, path) => {
    const send = (bindings: Partial<Bindings>) =>
      answer(
        new Request(`http://localhost${path}`, {
          method,
          headers: { 'cf-connecting-ip': '203.0.113.9' },
        }),
        bindings,
      );
    expect((await send({})).status).not.toBe(429);
    const stopped = await send({ [limit]: full });
    expect(stopped.status).toBe(429);
    expect(Number(stopped.headers.get('Retry-After'))).toBeGreaterThan(0);
  });
});
