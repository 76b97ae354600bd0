import { describe, expect, it } from 'vitest';
import { Caller } from './browser-like.ts';

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
});
