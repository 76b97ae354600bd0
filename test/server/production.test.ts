import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';

describe('the production build, not started as a demo', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ args: ['--no-demo'] });
  });
  afterAll(() => server.stop());

  const send = (method: string, path: string) =>
    fetch(`${server.origin}${path}`, {
      method,
      headers: { origin: server.origin, 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: '{"as":"brand"}' } : {}),
    });

  it('has no demo sign-in, moves no clock and shows no mail', async () => {
    for (const [method, path] of [
      ['GET', '/dev/sign-in'],
      ['POST', '/dev/sign-in'],
      ['POST', '/dev/clock'],
      ['POST', '/api/dev/bench/noop'],
      ['POST', '/api/dev/bench/insert'],
      ['GET', '/dev/mail'],
      ['GET', '/dev/mail.json'],
    ] as const) {
      const reply = await send(method, path);
      expect(`${method} ${path} ${reply.status}`).toBe(`${method} ${path} 404`);
      expect(reply.headers.getSetCookie()).toEqual([]);
    }
  });
});
