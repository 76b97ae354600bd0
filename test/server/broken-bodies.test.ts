import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ args: ['--no-demo'] });
});
afterAll(() => server?.stop());

/** What a client that speaks no proper HTTP gets back. */
function replyTo(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(request));
    let reply = '';
    socket.on('data', (chunk) => (reply += chunk.toString()));
    socket.on('close', () => resolve(reply));
    socket.on('error', reject);
    socket.setTimeout(10_000, () => socket.destroy(new Error('no reply')));
  });
}

const head = (path: string, type: string) =>
  [
    `POST ${path} HTTP/1.1`,
    `Host: localhost:${server.port}`,
    `Content-Type: ${type}`,
    'Transfer-Encoding: chunked',
    'Connection: close',
    '',
    '',
  ].join('\r\n');

it.each([
  ['no length', 'ZZ\r\n\r\n'],
  ['more than its length', '2\r\n{}xx\r\n0\r\n\r\n'],
])('answers a chunk of %s as bad input, not as a fault', async (_, chunks) => {
  const reply = await replyTo(head('/api/auth/sign-out', 'application/json') + chunks);
  expect(reply).toMatch(/^HTTP\/1\.1 400 /);
  expect(reply).toContain('request/INVALID');
  expect(reply.toLowerCase()).toContain('x-content-type-options: nosniff');
  expect(server.output()).not.toContain('"fault"');
});

it('lets no address with written-out dots lead out of the folder of files', async () => {
  const path = '/assets/%2e%2e/web/index.html';
  const reply = await replyTo(`GET ${path} HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`);
  expect(reply).toMatch(/^HTTP\/1\.1 404 /);
});
