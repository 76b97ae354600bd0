import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KnownContest } from '../../bin/crawl/ground-truth.ts';
import { printed } from '../../bin/crawl/print.ts';
import { crawl } from '../../bin/crawl/run.ts';
import { Search } from '../../bin/crawl/search.ts';
import { standsOut, timingFinding, type TimingClass } from '../../bin/crawl/timing.ts';
import { KINDS, maySee, whoMaySee } from '../../bin/crawl/who-may-see.ts';
import { WIDE_LIMITS } from '../../bin/local/wide-limits.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** Seconds on a quiet machine; a busy one is given time. */
const PATIENCE = { timeout: 240_000 };

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ env: { FANFARE_DEMO_CAMPAIGN: '0', FANFARE_LIMITS: WIDE_LIMITS } });
});
afterAll(() => server?.stop());

/** The short version of `npm run crawl`, which reads the whole demo campaign too: here is the crawl's own stage alone. */
it('gives nobody what the server’s own database says they may not have', PATIENCE, async () => {
  const report = await crawl(server.origin, server.dataDir, {
    comparisons: 0,
    own: true,
    brief: true,
  });
  expect(report.findings, printed(report)).toEqual([]);
  // It had something to look for, and looked where it stands.
  for (const kind of KINDS) expect(report.canaries.get(kind), kind).toBeGreaterThan(0);
  expect(report.played).toBeGreaterThan(0);
  expect(report.compared).toBeGreaterThan(0);
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

const reader = { persona: 'fan', personId: 'u_fan', address: '/api/contests/game-1' } as const;
const game = { id: 'game-1', slug: 'game', campaignSlug: 'season' } as KnownContest;
const secret = { kind: 'answer of a running game', of: 'a game', within: game } as const;

it.each([
  ['part', 'Nagasaki', '<p>It was Nagasaki&#39;s harbour</p>', '<p>It was Naga-Saki</p>'],
  ['word', 'oslo', 'the city is oslo.', 'oslo-id, xoslox'],
  ['word', '4217', '{"n":4217}', '{"n":14217,"m":4217.5}'],
  ['value', 'bow', '<b>bow</b>', '<b>a bow</b>'],
  ['value', '38.7', '{"near":{"x":38.7}}', '{"x":38.71,"text":"38.7 km"}'],
  ['named value', '42', '[{"value":42}]', '{"points":42,"values":[42]}'],
  ['named value', 'true', '{"options":[{"right":true}]}', '{"right":false,"left":true}'],
] as const)('finds a %s: %s', (manner, text, there, elsewhere) => {
  const name = text === 'true' ? 'right' : 'value';
  const search = new Search([{ ...secret, manner, text, name }]);
  expect(search.in(there, reader)).toHaveLength(1);
  expect(search.in(elsewhere, reader)).toEqual([]);
  // Short words of one game may stand in another's pages.
  if (manner !== 'part')
    expect(search.in(there, { ...reader, address: '/api/contests/game-2' })).toEqual([]);
});

it('marks a class that can be told by its time, from a hundred pairs on', () => {
  const timing = (count: number, hidden: number): TimingClass => ({
    what: 'a picture',
    persona: 'judge',
    way: 'its cookies',
    hiddenMs: Array.from({ length: count }, () => hidden),
    absentMs: Array.from({ length: count }, (_, index) => (index % 10 === 0 ? 3 : 1)),
  });
  expect(standsOut(timing(100, 2))).toBe(true);
  expect(standsOut(timing(99, 2))).toBe(false);
  expect(standsOut(timing(100, 0.5))).toBe(true);
  expect(timingFinding(timing(100, 2))).toMatch(/longer in 0\.90 of 100 pairs/);
});
