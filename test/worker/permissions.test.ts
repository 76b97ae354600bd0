import { beforeAll, describe, expect, it } from 'vitest';
import { app } from '../../worker/app.ts';
import { Caller } from './browser-like.ts';
import { CALLERS, type Case, type Outcome } from './permission-outcomes.ts';
import { rows } from './permission-rows.ts';
import { createWorld, freshPicture, type World } from './permission-world.ts';

/** Every address that the worker answers, without what runs in front of several. */
function registeredRoutes(): string[] {
  const routes = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`);
  return [...new Set(routes)].sort();
}

let world: World;
beforeAll(async () => {
  world = await createWorld();
}, 60_000);

async function send(method: string, request: Case, as: (typeof CALLERS)[number]) {
  const caller = request.endsSession ? await world.again(as) : world.callers[as].clone();
  const path = await world.fill(request.path, as);
  if (request.picture) return caller.upload(path, freshPicture());
  const body =
    request.body === undefined ? undefined : await world.fill(JSON.stringify(request.body), as);
  const socket: Record<string, string> = request.socket
    ? { upgrade: 'websocket', origin: 'http://localhost' }
    : {};
  return caller.send(method, path, body, socket);
}

/** The reply in the table's words; `expected` says whether its status or its code is asked for. */
async function outcomeOf(reply: Response, expected: Outcome): Promise<Outcome | string | number> {
  if (reply.status >= 300 && reply.headers.get('Location')?.startsWith('/sign-in?'))
    return 'sign-in';
  reply.webSocket?.accept();
  reply.webSocket?.close();
  if (reply.status < 400) return 'ok';
  if (typeof expected === 'number') return reply.status;
  if (!reply.headers.get('Content-Type')?.includes('json')) return reply.status;
  const { code } = ((await reply.json()) as { error: { code: string } }).error;
  return expected === 'ok' ? `${reply.status} ${code}` : code;
}

describe('permissions', () => {
  it('are decided for every route there is, and for no other', () => {
    expect(Object.keys(rows).sort()).toEqual(registeredRoutes());
  });

  for (const [route, cases] of Object.entries(rows)) {
    const [method = ''] = route.split(' ');
    for (const request of cases) {
      it(`hold for ${method} ${request.path}`, async () => {
        const found: Record<string, unknown> = {};
        for (const caller of CALLERS) {
          const reply = await send(method, request, caller);
          found[caller] = await outcomeOf(reply, request.outcome[caller]);
        }
        expect(found).toEqual(request.outcome);
      });
    }
  }

  it('never depend on a body that another site sent', async () => {
    const unsafe = Object.entries(rows).filter(([route]) => !route.startsWith('GET'));
    for (const [route, cases] of unsafe) {
      const [method = ''] = route.split(' ');
      for (const request of cases) {
        const path = await world.fill(request.path.replace('{new', '{'), 'owner');
        const owner = world.callers.owner.clone();
        const reply = await owner.send(method, path, undefined, { origin: 'https://evil.example' });
        expect(`${route} ${reply.status}`).toBe(`${route} 403`);
        expect(await reply.text()).toContain('request/CROSS_SITE');
      }
    }
  });

  it('hide an unknown address of the interface from everybody alike', async () => {
    expect((await new Caller().send('GET', '/api/nothing')).status).toBe(404);
    expect((await world.callers.owner.send('GET', '/api/nothing')).status).toBe(404);
  });
});
