import {
  convertV4MiniflareOptions,
  CoreHeaders,
  Log,
  LogLevel,
  Miniflare,
  type V4SharedOptions,
  type V4WorkerOptions,
  type V4WorkerOptionsShape,
} from 'miniflare';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';

/** The worker's D1 database, reached from outside the worker. */
export type Database = Awaited<ReturnType<Miniflare['getD1Database']>>;

/** Where and with what the built worker is to run. */
export interface PlatformOptions {
  /** The folder that holds every byte the worker stores. */
  dataFolder: string;
  host: string;
  port: number;
  /** Settings given to the worker as plain variables. */
  variables: Record<string, string>;
}

/** The running platform. */
export interface Platform {
  dispose(): Promise<void>;
}

const repository = resolve(import.meta.dirname, '../..');
const sourceConfig = join(repository, 'wrangler.jsonc');
const builtConfig = join(repository, 'dist/fanfare/wrangler.json');

/** The build's modules, the main one first, since the first is the entry. */
function builtModules(main: string): { type: 'ESModule' | 'CompiledWasm'; path: string }[] {
  const types = { '.js': 'ESModule', '.mjs': 'ESModule', '.wasm': 'CompiledWasm' } as const;
  const files = readdirSync(dirname(main), { recursive: true, encoding: 'utf8' })
    .map((file) => join(dirname(main), file))
    .sort((a, b) => Number(b === main) - Number(a === main));
  return files.flatMap((path) => {
    const type = types[extname(path) as keyof typeof types];
    return type ? [{ type, path }] : [];
  });
}

/**
 * On a direct socket the runtime believes a header of miniflare's about where a request comes from (`request.cf`), whoever
 * sends it, and fails on one that is no JSON. Under a name that nobody knows it is a header like any other.
 */
Object.assign(CoreHeaders, { CF_BLOB: `MF-CF-Blob-${randomBytes(16).toString('hex')}` });

/** What a wrangler configuration says of the worker, in miniflare's words. */
function configuredWorker(config: string = sourceConfig) {
  const { workerOptions, main } = unstable_getMiniflareWorkerOptions(config);
  const { assets, modulesRules: _builtAlready, ...worker } = workerOptions as V4WorkerOptionsShape;
  return { worker, assets, main };
}

async function run(stateFolder: string, workers: V4WorkerOptions[]): Promise<Miniflare> {
  // Otherwise miniflare asks the network what `request.cf` should look like.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
  const shared: V4SharedOptions = {
    host: '127.0.0.1',
    port: 0,
    resourcePersistencePath: stateFolder,
    log: new Log(LogLevel.ERROR),
    telemetry: { enabled: false },
  };
  const miniflare = new Miniflare(convertV4MiniflareOptions({ ...shared, workers }));
  await miniflare.ready;
  return miniflare;
}

/**
 * Opens the database while nobody is served, so that no request ever meets an older schema.
 * @param stateFolder where the runtime that will serve keeps its state.
 */
export async function prepareDatabase(
  stateFolder: string,
  prepare: (database: Database) => Promise<unknown>,
): Promise<void> {
  const { d1Databases } = configuredWorker().worker;
  const empty = { modules: true, script: 'export default {};' };
  const miniflare = await run(stateFolder, [{ ...empty, name: 'fanfare', d1Databases }]);
  try {
    await prepare(await miniflare.getD1Database('DB'));
  } finally {
    await miniflare.dispose();
  }
}

/**
 * Starts the open-source Workers runtime with the built worker. Requests reach the worker over a
 * direct socket: the assets router, which would sit in front of a worker that has assets of its own,
 * costs three quarters of the throughput, so a second tiny worker holds the assets instead.
 *
 * Everything unstable in miniflare's and wrangler's interfaces is used in this file only.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { worker, assets, main } = configuredWorker(builtConfig);
  if (!main || !assets) throw new Error('dist/ is incomplete: run `npm run build`');
  return run(options.dataFolder, [
    {
      ...worker,
      name: 'fanfare',
      modules: builtModules(main),
      modulesRoot: dirname(main),
      bindings: { ...worker.bindings, ...options.variables },
      serviceBindings: { ...worker.serviceBindings, ASSETS: 'fanfare-assets' },
      unsafeDirectSockets: [{ host: options.host, port: options.port, entrypoint: 'default' }],
    },
    {
      name: 'fanfare-assets',
      compatibilityDate: worker.compatibilityDate,
      modules: true,
      script: 'export default { fetch: (request, env) => env.FILES.fetch(request) };',
      assets: { ...assets, binding: 'FILES' },
    },
  ]);
}

/** The contest rooms as they are reached from here; miniflare types them for a worker's own code. */
interface Rooms {
  getByName(contestId: string): { rebuild(): Promise<number> };
}

/**
 * Opens the data folder without serving anybody, and hands over the published contests with a way to have one's
 * projections rebuilt by its room.
 */
export async function withRooms(
  options: Pick<PlatformOptions, 'dataFolder' | 'variables'>,
  use: (
    contests: { id: string; title: string }[],
    rebuild: (contestId: string) => Promise<number>,
  ) => Promise<void>,
): Promise<void> {
  const { worker, main } = configuredWorker(builtConfig);
  if (!main) throw new Error('dist/ is incomplete: run `npm run build`');
  const miniflare = await run(options.dataFolder, [
    {
      ...worker,
      name: 'fanfare',
      modules: builtModules(main),
      modulesRoot: dirname(main),
      bindings: { ...worker.bindings, ...options.variables },
    },
  ]);
  try {
    const database = await miniflare.getD1Database('DB');
    const { results } = await database
      .prepare('SELECT id, title FROM contest WHERE published_at_ms IS NOT NULL ORDER BY id')
      .all<{ id: string; title: string }>();
    const rooms = (await miniflare.getDurableObjectNamespace('CONTEST_ROOM')) as unknown as Rooms;
    await use(results, (contestId) => rooms.getByName(contestId).rebuild());
  } finally {
    await miniflare.dispose();
  }
}
