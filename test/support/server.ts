import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../bin/local/port.ts';

const repository = resolve(import.meta.dirname, '../..');

/** A real local server, running `bin/start.ts` on the built worker. */
export interface TestServer {
  origin: string;
  port: number;
  pid: number;
  dataDir: string;
  /** Everything it has printed so far. */
  output(): string;
  /** Ends it as SIGTERM does, and deletes its folder if it was a temporary one. Gives the exit code. */
  stop(): Promise<number | null>;
  /** Kills it outright; the folder stays, so that it can be started again on it. */
  kill9(): Promise<void>;
}

/** What a server that ended before it was ready left behind. */
export interface EndedServer {
  exitCode: number | null;
  output: string;
}

/** Options of a test server; a fresh temporary folder and a free port unless told otherwise. */
export interface TestServerOptions {
  dataDir?: string;
  port?: number;
  env?: Record<string, string>;
  args?: string[];
  /** How long the start may take, the demo data included. */
  timeoutMs?: number;
}

function spawnServer(options: TestServerOptions, port: number, dataDir: string) {
  if (!existsSync(join(repository, 'dist/fanfare/index.js'))) {
    throw new Error('there is no build: run `npm run build` first');
  }
  const child = spawn(process.execPath, ['bin/start.ts', ...(options.args ?? [])], {
    cwd: repository,
    env: {
      ...process.env,
      // Challenges of one try: tests are not about waiting.
      FANFARE_CHALLENGE: '{"tries":1}',
      PORT: String(port),
      FANFARE_DATA: dataDir,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  return { child, ended, output: () => output };
}

/** Starts a server that is expected to refuse, and waits for its end. */
export async function startRefusedServer(options: TestServerOptions): Promise<EndedServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'fanfare-')));
  const { ended, output } = spawnServer(options, options.port ?? (await freePort()), dataDir);
  return { exitCode: await ended, output: output() };
}

/**
 * Starts a server and waits until it has announced that it is ready.
 * @throws with the server's own output when it ends before that.
 */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'fanfare-')));
  const port = options.port ?? (await freePort());
  const { child, ended, output } = spawnServer(options, port, dataDir);

  let exited = false;
  void ended.then(() => (exited = true));
  const deadlineMs = Date.now() + (options.timeoutMs ?? 180_000);
  while (!output().includes('Fanfare is ready')) {
    if (exited || Date.now() > deadlineMs) {
      child.kill('SIGKILL');
      throw new Error(`the server did not become ready:\n${output()}`);
    }
    await sleep(25);
  }

  const end = async (signal: NodeJS.Signals) => {
    if (!exited) child.kill(signal);
    return ended;
  };
  return {
    origin: `http://localhost:${port}`,
    port,
    pid: child.pid ?? 0,
    dataDir,
    output,
    kill9: async () => {
      await end('SIGKILL');
    },
    stop: async () => {
      const exitCode = await end('SIGTERM');
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
      return exitCode;
    },
  };
}
