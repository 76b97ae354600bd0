import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { app } from '../../worker/app.ts';

const { FANFARE_DEMO: _demo, ...withoutDemo } = env;

/** What an installation that is not a demo answers. */
async function send(method: string, path: string, body?: string): Promise<Response> {
  const context = createExecutionContext();
  const request = new Request(`http://localhost${path}`, {
    method,
    headers: { origin: 'http://localhost', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body }),
  });
  const reply = await app.fetch(request, withoutDemo, context);
  await waitOnExecutionContext(context);
  return reply;
}

/** Everything of a reply that a stranger could tell two apart by, without what differs at every request. */
async function seen(reply: Response, path: string): Promise<unknown> {
  const requestId = reply.headers.get('X-Request-Id') ?? '';
  const nonce =
    /nonce-([^']+)'/.exec(reply.headers.get('Content-Security-Policy') ?? '')?.[1] ?? '';
  const plain = (text: string) =>
    text
      .replaceAll(requestId, 'ID')
      .replaceAll(nonce || 'no nonce', 'NONCE')
      .replaceAll(path, 'PATH')
      .replace(/"nowMs":\d+/g, '');
  const headers = [...reply.headers].map(([name, value]) => [name, plain(value)]);
  return { status: reply.status, headers, body: plain(await reply.text()) };
}

describe('an installation that is not a demo', () => {
  for (const [method, path, body] of [
    ['GET', '/dev/sign-in'],
    ['POST', '/dev/sign-in', '{"as":"brand"}'],
    ['POST', '/dev/sign-in', 'not JSON'],
    ['POST', '/dev/clock', '{"byMs":1}'],
    ['POST', '/api/dev/bench/noop', '{}'],
    ['POST', '/api/dev/bench/insert', '{}'],
    ['GET', '/dev/mail'],
    ['GET', '/dev/mail.json'],
  ] as const) {
    it(`answers ${method} ${path} (${body ?? 'no body'}) like an address that never was`, async () => {
      const never = path.startsWith('/api/') ? '/api/dev/unknown' : '/dev/unknown';
      const unknown = await seen(await send(method, never, body), never);
      expect(unknown).toMatchObject({ status: 404 });
      expect(await seen(await send(method, path, body), path)).toEqual(unknown);
    });
  }

  it('signs nobody in', async () => {
    const reply = await send('POST', '/dev/sign-in', '{"as":"brand"}');
    expect(reply.headers.getSetCookie()).toEqual([]);
    const { results } = await env.DB.prepare('SELECT id FROM user').all();
    expect(results).toEqual([]);
  });
});
