import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartRefused } from './start-refused.ts';

/** How one local server is to run. */
export interface Settings {
  host: string;
  port: number;
  /** Absolute path of the folder that holds everything the server keeps. */
  dataFolder: string;
  /** One-click sign-in, the visible mail outbox and the movable clock. */
  demo: boolean;
  /** Whether a first start loads the demo campaign. */
  demoCampaign: boolean;
  /** The address people use, without a trailing slash. */
  origin: string;
}

const everyInterface = new Set(['0.0.0.0', '::', '127.0.0.1', '::1', 'localhost']);

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new StartRefused(`PORT must be a number from 1 to 65535, not "${text}".`);
}

/**
 * Reads PORT, HOST, FANFARE_DATA, FANFARE_DEMO, FANFARE_DEMO_CAMPAIGN, FANFARE_ORIGIN and `--no-demo`,
 * and creates the data folder.
 * @throws {StartRefused} when a value makes no sense.
 */
export function readSettings(
  environment: NodeJS.ProcessEnv,
  args: string[],
  defaultFolder = '.fanfare',
): Settings {
  const { values } = parseArgs({
    args,
    options: { demo: { type: 'boolean', default: true } },
    allowNegative: true,
  });
  const port = parsePort(environment.PORT || '8787');
  const host = environment.HOST || '127.0.0.1';
  const shownHost = everyInterface.has(host) ? 'localhost' : host;
  const dataFolder = resolve(environment.FANFARE_DATA || defaultFolder);
  mkdirSync(dataFolder, { recursive: true });
  const demo = values.demo && environment.FANFARE_DEMO !== '0';
  return {
    host,
    port,
    dataFolder,
    demo,
    demoCampaign: demo && environment.FANFARE_DEMO_CAMPAIGN !== '0',
    origin: (environment.FANFARE_ORIGIN || `http://${shownHost}:${port}`).replace(/\/$/, ''),
  };
}

/** Where a program on this machine connects to the server, whatever it listens on. */
export function localAddress({ host, port }: Settings): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
