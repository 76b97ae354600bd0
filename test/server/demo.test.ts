import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contestTypes } from '../../contests/registry.server.ts';
import type { CampaignSummary, ContestDetail, EntriesPage } from '../../worker/wire/contest.ts';
import { startServer, type TestServer } from '../support/server.ts';

let dataDir: string;
let server: TestServer;

/** Loading takes seconds on a quiet machine; a busy one is given time. */
const PATIENCE_MS = 180_000;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fanfare-demo-'));
  // What a load that was interrupted leaves behind: it is cleared away and done again.
  await writeFile(join(dataDir, 'demo-unfinished'), '');
  await writeFile(join(dataDir, 'half-written'), 'left over');
  server = await startServer({ dataDir, timeoutMs: PATIENCE_MS });
}, PATIENCE_MS);
afterAll(async () => {
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function read<Reply>(path: string): Promise<Reply> {
  const reply = await fetch(server.origin + path);
  expect(reply.status, path).toBe(200);
  return (await reply.json()) as Reply;
}

async function campaigns(): Promise<CampaignSummary[]> {
  return (await read<{ campaigns: CampaignSummary[] }>('/api/campaigns')).campaigns;
}

it('clears an interrupted load away', () => {
  expect(existsSync(join(dataDir, 'half-written'))).toBe(false);
  expect(existsSync(join(dataDir, 'demo-unfinished'))).toBe(false);
});

it('has a public campaign with a cover for every contest type', async () => {
  const shown = await campaigns();
  expect(shown.map(({ title }) => title).sort()).toEqual(
    contestTypes()
      .map(({ demo }) => demo.campaign.title)
      .sort(),
  );
  for (const { url, coverUrl } of shown) {
    expect((await fetch(server.origin + url)).status).toBe(200);
    expect((await fetch(server.origin + coverUrl)).headers.get('content-type')).toBe('image/webp');
  }
});

it('has a contest in progress at the real time, with approved photographs that can be seen', async () => {
  const before = Date.now();
  for (const { contests } of await campaigns()) {
    const live = contests.find(({ announced }) => !announced);
    const detail = await read<ContestDetail>(`/api/contests/${live?.id}`);
    expect(detail.open.length).toBeGreaterThan(0);
    expect(detail.nowMs).toBeGreaterThanOrEqual(before);
    expect(detail.nowMs).toBeLessThanOrEqual(Date.now());
    const { entries } = await read<EntriesPage>(`/api/contests/${live?.id}/entries?limit=60`);
    expect(entries.length).toBeGreaterThan(0);
    for (const { picture } of entries) {
      expect((await fetch(server.origin + picture?.thumbUrl)).status).toBe(200);
    }
  }
});

it('has a contest whose result was announced in the past, with a ledger that holds together', async () => {
  for (const { contests } of await campaigns()) {
    const finished = contests.find(({ announced }) => announced);
    const reply = await fetch(`${server.origin}/api/contests/${finished?.id}/ledger`);
    const file = join(dataDir, 'ledger-of-the-test.ndjson');
    await writeFile(file, await reply.text());
    const verdict = spawnSync(process.execPath, ['bin/verify.ts', file], { encoding: 'utf8' });
    expect(verdict.status, verdict.stdout + verdict.stderr).toBe(0);
    const page = await fetch(`${server.origin}${finished?.url}/results`);
    expect(page.status).toBe(200);
  }
});

it('takes no step back in time once there are contests', async () => {
  const reply = await fetch(`${server.origin}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"byMs":-1}',
  });
  expect(reply.status).toBe(409);
  expect(await reply.json()).toMatchObject({ error: { code: 'dev/CLOCK_RUNS_FORWARD' } });
});

it('is not loaded again at the next start', { timeout: PATIENCE_MS }, async () => {
  const before = await campaigns();
  await server.stop();
  server = await startServer({ dataDir, timeoutMs: PATIENCE_MS });
  expect(server.output()).not.toContain('First start');
  expect(await campaigns()).toEqual(before);
});
