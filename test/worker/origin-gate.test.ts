import { describe, expect, it } from 'vitest';
import { Caller } from './browser-like.ts';

describe('the origin gate', () => {
  const act = (headers: Record<string, string>) =>
    new Caller().send('POST', '/api/session/guest', undefined, headers);

  it('turns away what another site sends', async () => {
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      const reply = await act(headers);
      expect(reply.status).toBe(403);
      expect(await reply.text()).toContain('request/CROSS_SITE');
    }
  });

  it('lets our own pages through', async () => {
    const own = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' };
    expect((await act(own)).status).toBe(204);
  });

  it('turns away a socket that another site opens', async () => {
    const headers = { upgrade: 'websocket', origin: 'https://evil.example' };
    const reply = await new Caller().send('GET', '/api/contests/x/live', undefined, headers);
    expect(reply.status).toBe(403);
  });
});
