/**
 * The local server: `npm start`. One process on one data folder, running the built worker on the
 * open-source Workers runtime.
 *
 *   PORT            8787          HOST          127.0.0.1
 *   FANFARE_DATA    .fanfare/     --no-demo     no demo campaign, no one-click sign-in
 *   FANFARE_DEMO_CAMPAIGN=0   the demo's sign-in, but no demo campaign
 *   FANFARE_ORIGIN  the address people use, when a proxy stands in front
 *   FANFARE_ADDRESS_HEADER  the header in which that proxy states a client's address, e.g. X-Forwarded-For
 *   FANFARE_LIMITS  budgets that differ from the defaults, as JSON (worker/abuse/limits.ts)
 *   MAIL_ENDPOINT, MAIL_TOKEN, MAIL_FROM   the mail service for sign-in codes, without the demo
 *   FANFARE_CHALLENGE   costs of challenges that differ from the defaults, as JSON (worker/abuse/challenge-settings.ts)
 *   TURNSTILE_SITE_KEY, TURNSTILE_SECRET   Cloudflare Turnstile in place of those challenges
 */
import { resolve } from 'node:path';
import { prettifyError, ZodError } from 'zod';
import { challengeSettings } from '../worker/abuse/challenge-settings.ts';
import { limitsOf } from '../worker/abuse/limits.ts';
import { isSafeEndpoint } from '../worker/abuse/outgoing-address.ts';
import { banner } from './local/banner.ts';
import { lockDataFolder } from './local/data-lock.ts';
import { announceDemo, isFirstStart, loadDemoData } from './local/demo-data.ts';
import { applyMigrations } from './local/migrations.ts';
import { foldJournal } from './local/fold-journal.ts';
import { endOrphans, recordChildren } from './local/orphans.ts';
import { prepareDatabase, startPlatform } from './local/platform.ts';
import { requireFreePort } from './local/port.ts';
import { loadSecret } from './local/secrets.ts';
import { localAddress, readSettings } from './local/settings.ts';
import { StartRefused } from './local/start-refused.ts';
import { onStopSignal } from './local/stop-signals.ts';

const migrationsFolder = resolve(import.meta.dirname, '../migrations');

/** Settings that are handed on to the worker as they are (worker/installation.ts says what they mean). */
const HANDED_ON = [
  ...['MAIL_ENDPOINT', 'MAIL_TOKEN', 'MAIL_FROM'],
  ...['FANFARE_LIMITS', 'FANFARE_CHALLENGE'],
  ...['TURNSTILE_SITE_KEY', 'TURNSTILE_SECRET', 'TURNSTILE_ENDPOINT'],
];

function handedOn(
  names: readonly string[],
  environment: NodeJS.ProcessEnv,
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value ? [[name, value]] : [];
    }),
  );
}

/** @throws {StartRefused} when mails would go in the clear, or into a private network. */
function requireSafeMail({ MAIL_ENDPOINT: endpoint }: NodeJS.ProcessEnv): void {
  if (endpoint && !isSafeEndpoint(endpoint))
    throw new StartRefused('MAIL_ENDPOINT must be https:// at a public host, or on this machine.');
}

/** @throws {StartRefused} when a setting in JSON is not of its form: better now than at a fan's first request. */
function requireReadable(name: string, read: () => unknown): void {
  try {
    read();
  } catch (error) {
    const why = error instanceof ZodError ? prettifyError(error) : String(error);
    throw new StartRefused(`${name} cannot be read.\n${why}`);
  }
}

async function start(): Promise<void> {
  requireSafeMail(process.env);
  requireReadable('FANFARE_LIMITS', () => limitsOf(handedOn(HANDED_ON, process.env)));
  requireReadable('FANFARE_CHALLENGE', () => challengeSettings(handedOn(HANDED_ON, process.env)));
  const settings = readSettings(process.env, process.argv.slice(2));
  const { dataFolder, host, port, origin, demo, demoCampaign } = settings;
  const lock = lockDataFolder(dataFolder);
  const ended = await endOrphans(dataFolder);
  await requireFreePort(host, port, ended ? 2_000 : 0);

  const firstStart = isFirstStart(dataFolder);
  if (firstStart && demoCampaign) announceDemo(dataFolder);
  const secret = loadSecret(dataFolder);

  // After a crash nobody else has done it.
  foldJournal(dataFolder);
  const recorded = recordChildren(dataFolder);
  await prepareDatabase(dataFolder, (database) => applyMigrations(database, migrationsFolder));
  const platform = await startPlatform({
    dataFolder,
    host,
    port,
    variables: {
      FANFARE_SECRET: secret,
      FANFARE_ORIGIN: origin,
      ...(demo ? { FANFARE_DEMO: '1' } : {}),
      // Without a proxy any client could state any address.
      FANFARE_ADDRESS_HEADER: process.env.FANFARE_ADDRESS_HEADER ?? '',
      ...handedOn(HANDED_ON, process.env),
    },
  });
  recorded();
  onStopSignal(async () => {
    await platform.dispose();
    foldJournal(dataFolder);
    lock.release();
  });

  if (firstStart && demoCampaign) {
    await loadDemoData(dataFolder, { address: localAddress(settings), origin, secret });
  }
  console.log(banner(settings));
}

try {
  await start();
} catch (error) {
  console.error(error instanceof StartRefused ? error.message : error);
  process.exit(1);
}
