import { afterAll, beforeAll, expect, it } from 'vitest';
import { printed } from '../../bin/crawl/print.ts';
import { crawl } from '../../bin/crawl/run.ts';
import { maySee, whoMaySee, type Kind } from '../../bin/crawl/who-may-see.ts';
import { createWorld } from '../../bin/fuzz/world.ts';
import { WIDE_LIMITS } from '../../bin/local/wide-limits.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** Seconds on a quiet machine; a busy one is given time. */
const PATIENCE = { timeout: 240_000 };

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ env: { FANFARE_DEMO_CAMPAIGN: '0', FANFARE_LIMITS: WIDE_LIMITS } });
});
afterAll(() => server?.stop());

/** The short version of `npm run crawl`, which reads the whole demo campaign: here each type has a small game in progress. */
it('gives nobody what the server’s own database says they may not have', PATIENCE, async () => {
  await createWorld(server.origin, 1, false);
  const report = await crawl(server.origin, server.dataDir, {
    comparisons: 1,
    brief: true,
  });
  expect(report.findings, printed(report)).toEqual([]);
  // It had something to look for, and looked where it stands.
  const kinds: Kind[] = ['secret of a running game', 'secret of a draft', 'seed', 'salt', 'draft'];
  for (const kind of [...kinds, 'e-mail address', 'session token', 'picture not approved'])
    expect(report.canaries.get(kind), kind).toBeGreaterThan(0);
  expect(report.pictures).toBeGreaterThan(0);
  expect(report.sockets).toBeGreaterThan(0);
  expect(report.scripts).toBeGreaterThan(0);
});

it('lets a kind be seen only at the addresses that its line names', () => {
  expect(maySee('owner', 'e-mail address', '/api/brands/x/members')).toBe(true);
  expect(maySee('owner', 'e-mail address', '/api/brands/x/campaigns')).toBe(false);
  expect(maySee('judge', 'text not approved', '/desk/x')).toBe(false);
  expect(whoMaySee.salt).toEqual([]);
});
