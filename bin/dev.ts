/**
 * `npm run dev`: vite with hot reload, in demo mode, on a data folder of its own (`.fanfare-dev/`,
 * or FANFARE_DATA). Honours PORT and HOST like `npm start`.
 */
import { join, resolve } from 'node:path';
import { createServer } from 'vite';
import { banner } from './local/banner.ts';
import { lockDataFolder } from './local/data-lock.ts';
import { announceDemo, isFirstStart, loadDemoData } from './local/demo-data.ts';
import { applyMigrations } from './local/migrations.ts';
import { endOrphans, recordChildren } from './local/orphans.ts';
import { prepareDatabase } from './local/platform.ts';
import { requireFreePort } from './local/port.ts';
import { loadSecret } from './local/secrets.ts';
import { localAddress, readSettings } from './local/settings.ts';
import { StartRefused } from './local/start-refused.ts';
import { onStopSignal } from './local/stop-signals.ts';

const migrationsFolder = resolve(import.meta.dirname, '../migrations');

async function start(): Promise<void> {
  const settings = readSettings(process.env, process.argv.slice(2), '.fanfare-dev');
  const { dataFolder, host, port, origin, demo } = settings;
  lockDataFolder(dataFolder);
  const ended = await endOrphans(dataFolder);
  await requireFreePort(host, port, ended ? 2_000 : 0);

  const loadsDemo = isFirstStart(dataFolder) && demo;
  if (loadsDemo) announceDemo(dataFolder);
  const secret = loadSecret(dataFolder);
  Object.assign(process.env, {
    FANFARE_DATA: dataFolder,
    FANFARE_SECRET: secret,
    FANFARE_ORIGIN: origin,
    ...(demo ? { FANFARE_DEMO: '1' } : {}),
  });

  const recorded = recordChildren(dataFolder);
  // vite's plug-in keeps the state of the runtime in a folder named for its format.
  await prepareDatabase(join(dataFolder, 'v3'), (database) =>
    applyMigrations(database, migrationsFolder),
  );
  const server = await createServer({ server: { host, port, strictPort: true } });
  await server.listen();
  recorded();
  onStopSignal(() => server.close());
  if (loadsDemo) {
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
