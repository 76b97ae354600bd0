import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { PAGES } from '../../bin/crawl/addresses.ts';
import { app } from '../../worker/app.ts';
import type { Bindings } from '../../worker/env.ts';
import { answer, requests } from './every-request.ts';
import type { Case } from './permission-outcomes.ts';
import { rows } from './permission-rows.ts';
import { createWorld, freshPicture, type World } from './permission-world.ts';

// Faults are provoked here by the hundred, and each is logged.
vi.spyOn(console, 'error').mockImplementation(() => undefined);

let world: World;
beforeAll(async () => {
  world = await createWorld();
}, 60_000);

/** What is wrong with a reply's headers; empty when nothing is. */
function faultsOf(reply: Response, https = false): string[] {
  const { headers } = reply;
  const policy = headers.get('Content-Security-Policy') ?? '';
  const page = headers.get('Content-Type')?.startsWith('text/html');
  const wanted: [string, boolean][] = [
    ["default-src 'none'", policy.includes("default-src 'none'")],
    ['no unsafe source', !policy.includes('unsafe')],
    ['nosniff', headers.get('X-Content-Type-Options') === 'nosniff'],
    ['Referrer-Policy', headers.get('Referrer-Policy') === 'strict-origin-when-cross-origin'],
    ['X-Frame-Options', headers.get('X-Frame-Options') === 'DENY'],
    ['opener', headers.get('Cross-Origin-Opener-Policy') === 'same-origin'],
    ['resource', headers.get('Cross-Origin-Resource-Policy') === 'same-origin'],
    ['HSTS where HTTPS is spoken', headers.has('Strict-Transport-Security') === https],
    ['request id', headers.has('X-Request-Id')],
  ];
  if (page) {
    const [, nonce] = /script-src 'nonce-([^']+)' 'strict-dynamic'/.exec(policy) ?? [];
    wanted.push(
      ['nonce', nonce !== undefined && atob(nonce).length === 16],
      ['frame-ancestors', policy.includes("frame-ancestors 'none'")],
      ['base-uri', policy.includes("base-uri 'none'")],
      ['object-src', policy.includes("object-src 'none'")],
      ['no inline handlers', policy.includes("script-src-attr 'none'")],
      ['forms', policy.includes("form-action 'self'")],
      ['connections', policy.includes("connect-src 'self';")],
      ['Trusted Types', policy.includes("require-trusted-types-for 'script'")],
      ['policies', /trusted-types svelte-trusted-html fanfare-prose default$/.test(policy)],
      ['no features', headers.get('Permissions-Policy')?.includes('geolocation=()') === true],
    );
  }
  return wanted.flatMap(([name, held]) => (held ? [] : [name]));
}

function requestOf(method: string, path: string, headers: Record<string, string>, body?: string) {
  return new Request(`http://localhost${path}`, {
    method,
    redirect: 'manual',
    headers: { origin: 'http://localhost', accept: 'text/html', ...headers },
    ...(body === undefined ? {} : { body }),
  });
}

/** A database whose every answer is an error. */
const brokenDatabase = new Proxy({} as D1Database, {
  get: () => () => {
    throw new Error('the database is gone');
  },
});

async function send(method: string, request: Case, extra: Record<string, string> = {}) {
  const owner = world.callers.owner.clone();
  const path = await world.fill(request.path, 'owner');
  if (request.picture) return owner.upload(path, freshPicture());
  const body =
    request.body === undefined
      ? undefined
      : await world.fill(JSON.stringify(request.body), 'owner');
  return owner.send(method, path, body, { accept: 'text/html', ...extra });
}

it('has a line in the crawl for every page there is', () => {
  const pages = app.routes
    .filter(({ method, path }) => method === 'GET' && !/^\/(api|media|assets|dev)\//.test(path))
    .map(({ path }) => path);
  expect([...new Set(pages)].sort()).toEqual(PAGES.toSorted());
});

describe('security headers', () => {
  it('stand on every reply of every route, page or data, accepted or refused', async () => {
    const found: string[] = [];
    for (const { method, request } of requests) {
      if (request.endsSession) continue;
      const replies = {
        owner: await send(method, request),
        nobody: await answer(
          requestOf(method, request.path, {}, method === 'GET' ? undefined : ''),
        ),
        elsewhere: await answer(
          requestOf(method, request.path, { origin: 'https://evil.example', upgrade: 'websocket' }),
        ),
      };
      for (const [who, reply] of Object.entries(replies)) {
        const faults = faultsOf(reply);
        if (faults.length > 0) found.push(`${method} ${request.path} ${who}: ${faults.join(', ')}`);
      }
    }
    expect(found).toEqual([]);
  });

  it('stand on faults, and a fault tells nothing', async () => {
    const cookie = world.callers.owner.cookies;
    const statuses = new Set<number>();
    for (const { method, request } of requests) {
      const path = await world.fill(request.path.replace('{new', '{'), 'owner');
      const body = method === 'GET' || method === 'DELETE' ? undefined : '{}';
      for (const accept of ['text/html', 'application/json']) {
        const headers = { cookie, accept, 'content-type': 'application/json' };
        const reply = await answer(requestOf(method, path, headers, body), { DB: brokenDatabase });
        statuses.add(reply.status);
        expect(faultsOf(reply), `${method} ${path}`).toEqual([]);
        // A download breaks off, so that nobody takes half of it for the whole.
        const text = await reply.text().catch(() => '');
        expect(text).not.toMatch(/the database is gone| {4}at |\.ts:\d/);
      }
    }
    expect([...statuses]).toContain(500);
  });

  it('carry an id of our own, whatever the caller calls the request', async () => {
    const headers = { 'x-request-id': 'chosen-by-me' };
    const reply = await answer(requestOf('GET', '/api/nothing', headers));
    expect(reply.headers.get('X-Request-Id')).toMatch(/^[\da-f-]{36}$/);
    expect(await reply.text()).not.toContain('chosen-by-me');
  });

  it('stand even where no page can be rendered', async () => {
    const noTemplate = { fetch: () => Promise.reject(new Error('no files')) } as unknown as Fetcher;
    const reply = await answer(requestOf('GET', '/no-such-page', {}), { ASSETS: noTemplate });
    expect(faultsOf(reply)).toEqual([]);
  });

  it('insist on HTTPS where it is spoken', async () => {
    for (const path of ['/', '/api/health', '/api/nothing']) {
      const https = { FANFARE_ORIGIN: 'https://play.example' };
      expect(faultsOf(await answer(requestOf('GET', path, {}), https), true)).toEqual([]);
    }
  });

  it('let Cloudflare’s widget in where both its keys are configured, on pages alone, and change nothing else', async () => {
    const keys = { TURNSTILE_SITE_KEY: 'site', TURNSTILE_SECRET: 'secret' };
    const policyAt = async (path: string, bindings: Partial<Bindings>) =>
      (
        (await answer(requestOf('GET', path, {}), bindings)).headers.get(
          'Content-Security-Policy',
        ) ?? ''
      )
        .replace(/'nonce-[^']+'/g, "'nonce'")
        .split('; ');
    const without = await policyAt('/', {});
    const widget = await policyAt('/', keys);
    expect(without.join()).not.toMatch(/cloudflare|turnstile/i);
    expect(widget.filter((line) => !without.includes(line))).toEqual([
      "script-src 'nonce' 'strict-dynamic' 'self' https://challenges.cloudflare.com",
      'frame-src https://challenges.cloudflare.com',
      'trusted-types svelte-trusted-html fanfare-prose default fanfare-turnstile',
    ]);
    expect(without.filter((line) => !widget.includes(line))).toHaveLength(2);
    for (const half of [{ TURNSTILE_SITE_KEY: 'site' }, { TURNSTILE_SECRET: 'secret' }])
      expect(await policyAt('/', half)).toEqual(without);
    for (const data of ['/api/health', '/api/nothing'])
      expect(await policyAt(data, keys)).toEqual(await policyAt(data, {}));
  });

  it('carry a nonce that is fresh each time and stands on every script of the page', async () => {
    const nonces = new Set<string>();
    for (let time = 0; time < 3; time++) {
      const reply = await answer(requestOf('GET', '/', {}));
      const policy = reply.headers.get('Content-Security-Policy') ?? '';
      const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy) ?? [];
      nonces.add(nonce);
      const scripts = (await reply.text()).match(/<script(?![^>]*application\/json)[^>]*>/g) ?? [];
      expect(scripts.filter((tag) => !tag.includes(nonce))).toEqual([]);
    }
    expect(nonces.size).toBe(3);
  });
});

/** A number for each table of the database: what any effect at all would change. */
async function rowCounts(): Promise<Record<string, number>> {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'
       AND name NOT LIKE 'sqlite%'`,
  ).all<{ name: string }>();
  const counts = await env.DB.batch<{ rows: number }>(
    results.map(({ name }) => env.DB.prepare(`SELECT count(*) AS rows FROM "${name}"`)),
  );
  return Object.fromEntries(
    results.map(({ name }, index) => [name, counts[index]?.results[0]?.rows ?? 0]),
  );
}

describe('the origin gate', () => {
  const FOREIGN: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost', 'sec-fetch-site': 'cross-site' },
  ];
  const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'post', 'QUERY'];

  it('turns every unsafe method of every route away that another site sent, without an effect', async () => {
    const cookie = world.callers.owner.cookies;
    const before = await rowCounts();
    const passed: string[] = [];
    for (const { request } of requests) {
      const path = await world.fill(request.path.replace('{new', '{'), 'owner');
      const body = JSON.stringify(request.body ?? {});
      for (const method of METHODS) {
        for (const foreign of FOREIGN) {
          const headers = { cookie, 'content-type': 'application/json', ...foreign };
          const reply = await answer(requestOf(method, path, headers, body));
          if (reply.status !== 403) passed.push(`${method} ${path} ${reply.status}`);
        }
      }
    }
    expect(passed).toEqual([]);
    expect(await rowCounts()).toEqual(before);
  });

  it('turns WebSocket handshakes away that another site sent, whatever the method', async () => {
    for (const { request } of requests.filter(({ request }) => request.socket)) {
      const path = await world.fill(request.path, 'owner');
      for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
        for (const upgrade of ['websocket', 'WebSocket']) {
          const reply = await answer(
            requestOf(method, path, { upgrade, origin: 'https://evil.example' }),
          );
          expect(reply.status, `${method} ${path}`).toBe(403);
        }
      }
    }
  });

  it('leaves methods that no route has without an effect, from our own pages too', async () => {
    const cookie = world.callers.owner.cookies;
    const before = await rowCounts();
    const registered = new Set(app.routes.map(({ method, path }) => `${method} ${path}`));
    const odd: string[] = [];
    for (const [route, cases] of Object.entries(rows)) {
      const [, pattern = ''] = route.split(' ');
      const path = await world.fill((cases[0]?.path ?? '').replace('{new', '{'), 'owner');
      for (const method of ['OPTIONS', 'HEAD', ...METHODS]) {
        if (registered.has(`${method.toUpperCase()} ${pattern}`)) continue;
        const override = { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' };
        const headers = { cookie, 'content-type': 'application/json', ...override };
        const body = ['OPTIONS', 'HEAD'].includes(method) ? undefined : '{"_method":"DELETE"}';
        const { status } = await answer(requestOf(method, `${path}?_method=DELETE`, headers, body));
        const reads = method === 'HEAD' && registered.has(`GET ${pattern}`);
        if (status !== 404 && !(reads && status < 500)) odd.push(`${method} ${path} ${status}`);
      }
    }
    expect(odd).toEqual([]);
    expect(await rowCounts()).toEqual(before);
  });
});

describe('pictures', () => {
  it('are shown although what the browser says it has makes no sense', async () => {
    const path = await world.fill('/media/{publicCover}/thumb', 'owner');
    for (const known of ['x', '"', 'W/"x', '"a" "b"', 'x'.repeat(5_000)]) {
      const reply = await answer(requestOf('GET', path, { 'if-none-match': known }));
      expect(reply.status, known).toBe(200);
      await reply.arrayBuffer();
    }
    const first = await answer(requestOf('GET', path, {}));
    await first.arrayBuffer();
    for (const known of [first.headers.get('ETag') ?? '', `"x", ${first.headers.get('ETag')}`, '*'])
      expect((await answer(requestOf('GET', path, { 'if-none-match': known }))).status).toBe(304);
  });
});

it('answers whoever edits a draft that was thrown away meanwhile as if it had never been', async () => {
  const id = await world.fill('{newDraft}', 'owner');
  const owner = world.callers.owner.clone();
  const path = `/api/contests/${id}/draft`;
  const replies = await Promise.all([
    owner.send('DELETE', path),
    ...Array.from({ length: 8 }, () => owner.send('PATCH', path, { title: 'Too late' })),
    ...Array.from({ length: 4 }, () => owner.send('GET', path)),
  ]);
  for (const reply of replies) expect(reply.status).toBeLessThan(500);
  expect((await owner.send('PATCH', path, { title: 'Too late' })).status).toBe(404);
});
