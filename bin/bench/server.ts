import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../local/port.ts';

export interface BenchServer {
  origin: string;
  /** Ends the server and starts it again on the same folder. */
  restart(): Promise<void>;
  /** Ends it and deletes its folder. */
  stop(): Promise<void>;
}

/** The local server as `npm start` runs it, on an empty folder of its own, without the demo campaign. */
export async function startBenchServer(): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-bench-'));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  let running = await run(folder, port, origin);
  return {
    origin,
    async restart() {
      await end(running);
      running = await run(folder, port, origin);
    },
    async stop() {
      await end(running);
      await rm(folder, { recursive: true });
    },
  };
}

async function run(folder: string, port: number, origin: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../start.ts')], {
    env: {
      ...process.env,
      PORT: String(port),
      FANFARE_DATA: folder,
      FANFARE_DEMO_CAMPAIGN: '0',
      // Thousands of acts a second are what is usual here, and no attack.
      FANFARE_CHALLENGE: JSON.stringify({
        tries: 1,
        quietActsPerMinute: 1e9,
        quietGuestsPerMinute: 1e9,
      }),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`${origin}/api/health`).catch(() => null);
    if (answer?.ok) return child;
    if (child.exitCode !== null || tries > 300) throw new Error('the server did not start');
    await sleep(100);
  }
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
