import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../local/port.ts';
import { WIDE_LIMITS } from '../local/wide-limits.ts';

/** A server for one run, or one that runs already. */
export interface ServerAtHand {
  origin: string;
  /** Where it keeps everything; empty when that is not known. */
  dataFolder: string;
  /** What it has printed so far; null for one that was not started here, whose log nobody here can read. */
  output(): string | null;
  stop(): Promise<void>;
}

/** Somebody else's server, to be left as it is. */
export function runningServer(origin: string, dataFolder = ''): ServerAtHand {
  return {
    origin: origin.replace(/\/$/, ''),
    dataFolder,
    output: () => null,
    stop: () => Promise.resolve(),
  };
}

/** The local server as `npm start` runs it, on an empty folder of its own. */
export async function startOwnServer(options: { demoCampaign: boolean }): Promise<ServerAtHand> {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-run-'));
  const port = await freePort();
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../start.ts')], {
    env: {
      ...process.env,
      PORT: String(port),
      FANFARE_DATA: folder,
      // A run is as busy as an attack, and is to get past the check to what lies behind it.
      FANFARE_CHALLENGE: '{"tries":1,"quietActsPerMinute":1e9,"quietGuestsPerMinute":1e9}',
      FANFARE_LIMITS: WIDE_LIMITS,
      FANFARE_DEMO_CAMPAIGN: options.demoCampaign ? '1' : '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  while (!output.includes('Fanfare is ready')) {
    if (child.exitCode !== null) throw new Error(`the server did not start:\n${output}`);
    await sleep(50);
  }
  return {
    origin: `http://localhost:${port}`,
    dataFolder: folder,
    output: () => output,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
