import { afterAll, beforeAll, expect, it } from 'vitest';
import { printed } from '../../bin/fuzz/print.ts';
import { fuzz } from '../../bin/fuzz/run.ts';
import { WIDE_LIMITS } from '../../bin/local/wide-limits.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ env: { FANFARE_DEMO_CAMPAIGN: '0', FANFARE_LIMITS: WIDE_LIMITS } });
});
afterAll(() => server?.stop());

/** Seconds on a quiet machine; a busy one is given time. */
const PATIENCE = { timeout: 240_000 };

/** Where only requests of whoever may, with what they really have, are accepted. */
const HARD_TO_REACH = ['POST /api/contests/{id}/actions', 'DELETE /api/me', 'GET /api/challenges'];

/** The short version of `npm run fuzz`, which sends 100,000. */
it(
  'answers whatever our own schemas can be bent into without a fault, and stays well',
  PATIENCE,
  async () => {
    const { origin, dataDir: dataFolder, output } = server;
    const hand = { origin, dataFolder, output, stop: () => Promise.resolve() };
    const report = await fuzz(hand, { requests: 2_500, seed: 4, concurrency: 12 });
    expect(report.failures, printed(report)).toEqual([]);
    expect(report.faultsInLog).toEqual([]);
    expect(report.sent).toBe(2_500);
    expect(report.ledgersVerified).toBeGreaterThan(0);
    // It reaches what it is meant to reach: acceptance, refusal by rule, by role, by shape, by size.
    for (const status of ['200', '201', '400', '401', '403', '404', '409', 'socket'])
      expect(report.byStatus.get(status), status).toBeGreaterThan(0);
    for (const route of [...HARD_TO_REACH, 'POST /api/auth/sign-in/email-otp'])
      expect(report.byRoute.get(route)?.validAccepted, route).toBeGreaterThan(0);
  },
);

it('says that it has not looked at the log of a server that was started elsewhere', () => {
  const none = { sent: 0, tookMs: 1, seed: 1, slowest: [], failures: [], ledgersVerified: 0 };
  const counts = {
    byStatus: new Map(),
    byRoute: new Map(),
    byAction: new Map(),
    byCode: new Map(),
  };
  const runtimeByStatus = new Map([['400', 3]]);
  const lines = printed({ ...none, ...counts, runtimeByStatus, faultsInLog: null });
  expect(lines).toContain("faults in the server's log: not looked at");
  expect(lines).toMatch(/the runtime’s own.*: 400 3$/m);
});
