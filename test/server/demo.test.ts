import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contestTypes, findContest } from '../../contests/registry.server.ts';
import type { CampaignSummary, ContestDetail, EntriesPage } from '../../worker/wire/contest.ts';
import { demoCaller } from '../support/caller.ts';
import { startServer, type TestServer } from '../support/server.ts';

let dataDir: string;
let server: TestServer;

/** Loading takes seconds on a quiet machine; a busy one is given time. */
const PATIENCE_MS = 180_000;

/** Far below what loading the demo takes. */
const FANFARE_LIMITS = '{"act":{"person":{"capacity":2,"refillPerSecond":0.003}}}';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fanfare-demo-'));
  // What a load that was interrupted leaves behind: it is cleared away and done again.
  await writeFile(join(dataDir, 'demo-unfinished'), '');
  await writeFile(join(dataDir, 'half-written'), 'left over');
  server = await startServer({ dataDir, timeoutMs: PATIENCE_MS, env: { FANFARE_LIMITS } });
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

/** The contests in progress, or those whose result is announced. */
async function contestsOf(announced: boolean) {
  const all = (await campaigns()).flatMap(({ contests }) => contests);
  return all.filter((contest) => contest.announced === announced);
}

it('has one public campaign, with a cover and a live and a finished contest of every type', async () => {
  const [campaign, ...others] = await campaigns();
  expect(others).toEqual([]);
  expect((await fetch(server.origin + campaign?.url)).status).toBe(200);
  const cover = await fetch(`${server.origin}${campaign?.coverUrl}`);
  expect(cover.headers.get('content-type')).toBe('image/webp');
  const titles = (all: { title: string }[]) => all.map(({ title }) => title).sort();
  const demos = contestTypes().map(({ demo }) => demo);
  expect(titles(await contestsOf(false))).toEqual(demos.map((demo) => demo.liveTitle).sort());
  expect(titles(await contestsOf(true))).toEqual(demos.map((demo) => demo.finishedTitle).sort());
});

it('has contests in progress at the real time, whose entries can be seen', async () => {
  const before = Date.now();
  for (const live of await contestsOf(false)) {
    const detail = await read<ContestDetail>(`/api/contests/${live.id}`);
    expect(detail.open.length, live.title).toBeGreaterThan(0);
    expect(detail.nowMs).toBeGreaterThanOrEqual(before);
    expect(detail.nowMs).toBeLessThanOrEqual(Date.now());
    expect((await fetch(server.origin + live.url)).status).toBe(200);
    const { entries } = await read<EntriesPage>(`/api/contests/${live.id}/entries?limit=60`);
    for (const { picture } of entries) {
      if (!picture) continue;
      expect((await fetch(server.origin + picture.thumbUrl)).status).toBe(200);
    }
  }
});

it('has contests whose result was announced in the past, with ledgers that hold together', async () => {
  for (const finished of await contestsOf(true)) {
    const reply = await fetch(`${server.origin}/api/contests/${finished.id}/ledger`);
    const file = join(dataDir, 'ledger-of-the-test.ndjson');
    await writeFile(file, await reply.text());
    const verdict = spawnSync(process.execPath, ['bin/verify.ts', file], { encoding: 'utf8' });
    expect(verdict.status, verdict.stdout + verdict.stderr).toBe(0);
    const page = await fetch(`${server.origin}${finished.url}/results`);
    expect(page.status, finished.title).toBe(200);
  }
});

it('keeps to the limits of its operator once it is loaded, however small they are', async () => {
  const fan = await demoCaller(server.origin, 'fan', 'In a hurry');
  const live = await contestsOf(false);
  const title = findContest('street-photo-relay')?.demo.liveTitle;
  const relay = live.find((contest) => contest.title === title);
  const statuses: number[] = [];
  for (let times = 0; times < 3; times += 1) {
    const body = { key: randomUUID(), action: { type: 'vote', entryId: 'nobody-entered-it' } };
    const reply = await fan.send('POST', `/api/contests/${relay?.id}/actions`, body);
    statuses.push(reply.status);
  }
  expect(statuses).toEqual([409, 409, 429]);
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
