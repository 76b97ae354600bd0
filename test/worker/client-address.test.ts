import { createExecutionContext, env } from 'cloudflare:test';
import { beforeAll, expect, it, vi } from 'vitest';
import { dayHash } from '../../worker/abuse/day-hash.ts';
import { app } from '../../worker/app.ts';
import type { Bindings } from '../../worker/env.ts';

/** Under which key a request is counted per address; null when it is not. */
async function keyOf(
  headers: [string, string][],
  settings: Partial<Bindings> = { FANFARE_ADDRESS_HEADER: 'X-Forwarded-For' },
): Promise<string | null> {
  let key: string | null = null;
  const LIMIT_READ = {
    limit: (counted: { key: string }) => {
      key = counted.key;
      return Promise.resolve({ success: true });
    },
  } as RateLimit;
  const request = new Request('http://localhost/api/health', { headers });
  await app.fetch(request, { ...(env as unknown as Bindings), ...settings, LIMIT_READ });
  return key;
}

const via = (value: string): [string, string][] => [['X-Forwarded-For', value]];
const known = (address: string) => dayHash(env as unknown as Bindings, `network ${address}`);
let shared: string;
beforeAll(async () => {
  shared = await known('unreadable');
});

it('is missed once in the log, without what was sent instead', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const settings = { FANFARE_ADDRESS_HEADER: 'X-Real-IP' };
  for (let n = 0; n < 3; n++) await keyOf([['X-Real-IP', 'somebody@example.com']], settings);
  expect(warned).toHaveBeenCalledTimes(1);
  expect(String(warned.mock.calls[0])).toContain('X-Real-IP');
  expect(String(warned.mock.calls[0])).not.toContain('somebody');
  warned.mockRestore();
});

it.each([
  ['no header at all', []],
  ['an empty one', via('')],
  ['a word', via('unknown')],
  ['a hidden one', via('10.11.1.1, _hidden')],
  ['a list that ends with nothing', via('10.11.1.1,')],
  ['leading zeros', via('010.011.001.001')],
  ['another syntax', via('for=10.11.1.1')],
] as [string, [string, string][]][])('%s is counted as one client', async (_what, headers) => {
  expect(await keyOf(headers)).toBe(shared);
});

it('the last address of a list counts, or the one that the outermost own proxy appended', async () => {
  expect(await keyOf(via('9.9.9.9, 10.4.1.1'))).toBe(await known('10.4.1.1'));
  const two = { FANFARE_ADDRESS_HEADER: 'X-Forwarded-For', FANFARE_ADDRESS_HOPS: '2' };
  expect(await keyOf(via('9.9.9.9, 10.4.1.1, 10.0.0.1'), two)).toBe(await known('10.4.1.1'));
  // Past one of the proxies somebody states an address of their own choice.
  expect(await keyOf(via('10.0.0.1'), two)).toBe(shared);
});

it('Forwarded is read as RFC 7239 has it', async () => {
  const settings = { FANFARE_ADDRESS_HEADER: 'Forwarded' };
  const through = (value: string) => keyOf([['Forwarded', value]], settings);
  expect(await through('for=9.9.9.9, For="[2001:db8:1:2::7]:80";proto=https')).toBe(
    await known('2001:db8:1:2'),
  );
  expect(await through('for=_hidden')).toBe(shared);
  expect(await through('10.1.1.1')).toBe(shared);
});

it('a header that means something else states nobody’s address', async () => {
  expect(await keyOf([['Cookie', '10.1.1.1']], { FANFARE_ADDRESS_HEADER: 'Cookie' })).toBe(shared);
});

it('is counted by nobody where nothing stands in front', async () => {
  expect(await keyOf(via('10.1.1.1'), { FANFARE_ADDRESS_HEADER: '' })).toBeNull();
  expect(await keyOf([], {})).toBeNull();
});

it('a flood from very many addresses of one block is stopped on every route', async () => {
  const counted = new Map<string, number>();
  const LIMIT_READ_BLOCK = {
    limit: ({ key }: { key: string }) => {
      counted.set(key, (counted.get(key) ?? 0) + 1);
      return Promise.resolve({ success: (counted.get(key) ?? 0) <= 3 });
    },
  } as RateLimit;
  const from = async (address: string, path: string) => {
    const headers = { 'cf-connecting-ip': address };
    const request = new Request(`http://localhost${path}`, { headers });
    const context = createExecutionContext();
    return app.fetch(request, { ...(env as unknown as Bindings), LIMIT_READ_BLOCK }, context);
  };
  const statuses: number[] = [];
  for (const [n, path] of ['/privacy', '/api/campaigns', '/sign-in', '/api/health', '/'].entries())
    statuses.push((await from(`2001:db8:99:${n}::1`, path)).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
  const reply = await from('2001:db8:99:ffff::1', '/api/health');
  expect(Number(reply.headers.get('Retry-After'))).toBeGreaterThan(0);
  expect((await from('2001:db8:9a::1', '/api/health')).status).toBe(200);
  expect(counted.size).toBe(2);
});

it('whoever floods is told to wait for the next minute where counting begins anew with it', async () => {
  const full = { limit: () => Promise.resolve({ success: false }) } as RateLimit;
  const waitS = async (settings: Partial<Bindings>) => {
    const headers = { 'cf-connecting-ip': '192.0.2.1' };
    const request = new Request('http://localhost/api/health', { headers });
    const bindings = { ...(env as unknown as Bindings), ...settings, LIMIT_READ: full };
    const reply = await app.fetch(request, bindings, createExecutionContext());
    expect(reply.status).toBe(429);
    const { error } = await reply.json<{ error: { message: string } }>();
    const stated = Number(reply.headers.get('Retry-After'));
    expect(error.message).toMatch(/Try again in (a second|\d+ seconds)\.$/);
    return stated;
  };
  expect(await waitS({})).toBe(60);
  const left = Math.ceil((60_000 - (Date.now() % 60_000)) / 1_000);
  expect(Math.abs(((await waitS({ FANFARE_WHOLE_MINUTES: '1' })) % 60) - (left % 60))).toBeLessThan(
    2,
  );
});
