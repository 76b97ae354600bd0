/**
 * The local server: `npm start`. One process on one data folder, running the built worker on the
 * open-source Workers runtime.
 *
 *   PORT            8787          HOST          127.0.0.1
 *   FANFARE_DATA    .fanfare/     --no-demo     no demo campaign, no one-click sign-in
 *   FANFARE_DEMO_CAMPAIGN=0   the demo's sign-in, but no demo campaign
 *   FANFARE_ORIGIN  the address people use, when a proxy stands in front
 *   FANFARE_ADDRESS_HEADER  the header in which that proxy states a client's address, e.g. X-Forwarded-For
 *   FANFARE_ADDRESS_HOPS    how many proxies of your own append to the list in that header (1)
 *   FANFARE_LIMITS  budgets that differ from the defaults, as JSON (worker/abuse/limits.ts)
 *   MAIL_ENDPOINT, MAIL_TOKEN, MAIL_FROM   the mail service for sign-in codes, without the demo
 *   FANFARE_CHALLENGE   costs of challenges that differ from the defaults, as JSON (worker/abuse/challenge-settings.ts)
 *   TURNSTILE_SITE_KEY, TURNSTILE_SECRET   Cloudflare Turnstile in place of those challenges
 */
import { resolve } from 'node:path';
import { banner } from './local/banner.ts';
import { lockDataFolder } from './local/data-lock.ts';
import { announceDemo, isFirstStart, loadDemoData } from './local/demo-data.ts';
import { applyMigrations } from './local/migrations.ts';
import { compactDatabase } from './local/compact-database.ts';
import { forgetCounters } from './local/forget-counters.ts';
import { installationSettings } from './local/installation-settings.ts';
import { endOrphans, recordChildren } from './local/orphans.ts';
import { prepareDatabase, startPlatform } from './local/platform.ts';
import { requireFreePort } from './local/port.ts';
import { loadSecret } from './local/secrets.ts';
import { localAddress, readSettings } from './local/settings.ts';
import { StartRefused } from './local/start-refused.ts';
import { onStopSignal } from './local/stop-signals.ts';

const migrationsFolder = resolve(import.meta.dirname, '../migrations');

/** The demo is loaded faster than people act, and before anybody is there: limits and challenges of the operator's are for visitors. */
const whileLoading = installationSettings({ FANFARE_CHALLENGE: '{"tries":1}' });

async function start(): Promise<void> {
  const installation = installationSettings(process.env);
  const settings = readSettings(process.env, process.argv.slice(2));
  const { dataFolder, host, port, origin, demo, demoCampaign } = settings;
  const lock = lockDataFolder(dataFolder);
  const ended = await endOrphans(dataFolder);
  await requireFreePort(host, port, ended ? 2_000 : 0);

  const firstStart = isFirstStart(dataFolder);
  if (firstStart && demoCampaign) announceDemo(dataFolder);
  const secret = loadSecret(dataFolder);

  // After a crash nobody else has done it.
  compactDatabase(dataFolder);
  forgetCounters(dataFolder);
  const recorded = recordChildren(dataFolder);
  await prepareDatabase(dataFolder, (database) => applyMigrations(database, migrationsFolder));
  const run = (variables: Record<string, string>) =>
    startPlatform({
      dataFolder,
      host,
      port,
      variables: {
        FANFARE_SECRET: secret,
        FANFARE_ORIGIN: origin,
        ...(demo ? { FANFARE_DEMO: '1' } : {}),
        ...variables,
      },
    });
  const loadsDemo = firstStart && demoCampaign;
  let platform = await run(loadsDemo ? whileLoading : installation);
  onStopSignal(async () => {
    await platform.dispose();
    compactDatabase(dataFolder);
    forgetCounters(dataFolder);
    lock.release();
  });

  if (loadsDemo) {
    await loadDemoData(dataFolder, { address: localAddress(settings), origin, secret });
    await platform.dispose();
    platform = await run(installation);
  }
  recorded();
  console.log(banner(settings));
}

try {
  await start();
} catch (error) {
  console.error(error instanceof StartRefused ? error.message : error);
  process.exit(1);
}
