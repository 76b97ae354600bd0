import { beforeAll, describe, expect, it, vi } from 'vitest';
import { answer, requests } from './every-request.ts';
import { createWorld, type World } from './permission-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
}, 60_000);

describe('bodies', () => {
  const routes = requests.filter(({ request, method }) => request.body && method !== 'GET');

  function chunked(chunk: string, times: number): ReadableStream<Uint8Array> {
    const bytes = new TextEncoder().encode(chunk);
    let left = times;
    return new ReadableStream({
      pull(controller) {
        if (left-- > 0) controller.enqueue(bytes);
        else controller.close();
      },
    });
  }

  async function statusOf(method: string, path: string, body: BodyInit, type: string) {
    const headers = { cookie: world.callers.owner.cookies, 'content-type': type };
    const request = new Request(`http://localhost${path}`, { method, headers, body });
    const reply = await answer(request);
    const text = await reply.text();
    expect(JSON.parse(text)).toMatchObject({ error: { requestId: expect.any(String) } });
    return reply.status;
  }

  it('that are too large are refused, in one piece or in chunks without a length', async () => {
    for (const { method, request } of routes) {
      const path = await world.fill(request.path.replace('{new', '{'), 'owner');
      for (const type of ['application/json', 'Application/JSON', 'application/vnd.x+json']) {
        const text = JSON.stringify({ text: 'x'.repeat(600_000) });
        expect(await statusOf(method, path, text, type), `${method} ${path}`).toBe(413);
        const parts = chunked('x'.repeat(64_000), 100);
        expect(await statusOf(method, path, parts, type), `${method} ${path} chunked`).toBe(413);
      }
    }
  });

  it('that nest too deep, or spell characters, numbers or names that cannot be, are refused', async () => {
    const deep = (open: string, close: string, times: number) =>
      open.repeat(times) + '1' + close.repeat(times);
    const bodies = [
      deep('[', ']', 100_000),
      deep('{"a":', '}', 40_000),
      `{"config":${deep('{"a":', '}', 5_000)},"type":"x"}`,
      `{"key":"0123456789","action":{"type":"x","a":${deep('[', ']', 50)}}}`,
      '{"title":"A","key":"0123456789","action":{"type":"core.changeRules","config":{"a":1e999}}}',
      '{"title":"\\ud800","name":"\\udfff","config":{"\\ud800":1}}',
      '['.repeat(200_000),
      // A schema that compares the length of such a value would throw.
      '{"title":{"length":{"toString":1}},"name":{"length":{"valueOf":1}},"email":{"length":{"toString":1}}}',
    ];
    for (const { method, request } of routes) {
      const path = await world.fill(request.path.replace('{new', '{'), 'owner');
      for (const body of bodies) {
        const status = await statusOf(method, path, body, 'application/json');
        expect(status, `${method} ${path} ${body.slice(0, 40)}`).toBe(400);
      }
    }
  });

  it('of uploads are cut off where they grow too large, without a length too', async () => {
    const path = await world.fill('/api/media?brand={brand}', 'owner');
    const megabyte = 'x'.repeat(1_000_000);
    expect(await statusOf('POST', path, megabyte.repeat(16), 'image/jpeg')).toBe(413);
    expect(await statusOf('POST', path, chunked(megabyte, 17), 'image/jpeg')).toBe(413);
  });

  it('that stop arriving are given up, as JSON and as a file', async () => {
    const unending = () =>
      new ReadableStream<Uint8Array>({ start: (body) => body.enqueue(new Uint8Array([123])) });
    const upload = await world.fill('/api/media?brand={brand}', 'owner');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      for (const [path, type] of [
        ['/api/auth/sign-out', 'application/json'],
        [upload, 'image/jpeg'],
      ] as const) {
        const answered = statusOf('POST', path, unending(), type);
        const waiting = setInterval(() => vi.advanceTimersByTime(1_000), 1);
        expect(await answered).toBe(408);
        clearInterval(waiting);
      }
    } finally {
      vi.useRealTimers();
    }
  });

  it('of uploads are files, whatever they say they are', async () => {
    const path = await world.fill('/api/media?brand={brand}', 'owner');
    for (const type of ['application/json', 'application/json, text/html'])
      expect(await statusOf('POST', path, chunked('{"a":1}', 3), type)).toBe(415);
  });
});
