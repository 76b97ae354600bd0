import { afterAll, beforeAll, expect, it } from 'vitest';
import { guestCaller } from '../support/caller.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ args: ['--no-demo'] });
});
afterAll(() => server?.stop());

it.each(['{"asn":64500}', '{"asn":', '[]'])(
  'nobody can say for the runtime where a request comes from: %s',
  async (facts) => {
    const guest = await guestCaller(server.origin);
    // The header by which miniflare's own parts hand `request.cf` on, to the runtime itself.
    guest.headers = { 'MF-CF-Blob': facts };
    const act = { key: 'k'.repeat(22), action: { type: 'vote' } };
    const reply = await guest.send('POST', '/api/contests/no-such-contest/actions', act);
    expect(reply.status).toBe(404);
    expect(server.output()).not.toContain('xception');
  },
);
