import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { faultsOf, isRuntimes } from './check.ts';
import { spoil } from './mutate.ts';
import type { ServerAtHand } from './own-server.ts';
import { chanceOf } from './random.ts';
import { routesOf, validShot, type OpenApi, type Shot } from './requests.ts';
import { asCommand, Sender } from './send.ts';
import { createWorld, type World } from './world.ts';

export interface FuzzOptions {
  requests: number;
  seed: number;
  concurrency: number;
  /** Sends this one request of the run and no other. */
  only?: number | undefined;
  /** Told now and then how far it is. */
  progress?: (sent: number) => void;
}

export interface FuzzFailure {
  index: number;
  what: string;
  command: string;
}

export interface Tally {
  sent: number;
  /** 2xx, and sockets that opened. */
  accepted: number;
  /** Those that nothing was wrong with, and how many of them were accepted. */
  valid: number;
  validAccepted: number;
  tookMs: number;
}

export interface FuzzReport {
  seed: number;
  sent: number;
  tookMs: number;
  byStatus: Map<string, number>;
  /** Of those, replies of the runtime's own, which the worker never saw: they lack our headers. */
  runtimeByStatus: Map<string, number>;
  byRoute: Map<string, Tally>;
  /** Acts in contests by their type. */
  byAction: Map<string, Tally>;
  /** Codes of our refusals. */
  byCode: Map<string, number>;
  slowest: { route: string; tookMs: number; index: number }[];
  failures: FuzzFailure[];
  /** Faults that the server itself has written to its log; null when that log cannot be read from here. */
  faultsInLog: string[] | null;
  ledgersVerified: number;
}

/** The share of requests that nothing is wrong with. */
const VALID = 0.25;
const MOST_FAILURES = 200;
/** What the worker, a room or the runtime logs when something went wrong; a socket's broken frames are not ours. */
const FAULT_LINE = /"fault"|uncaught exception/i;

function shotOf(index: number, seed: number, world: World, routes: ReturnType<typeof routesOf>) {
  const chance = chanceOf(seed, index);
  const marker = `zq${index.toString(36)}${chance.whole(2 ** 30).toString(36)}qz`;
  const shot = validShot(routes, world, chance);
  if (!chance.happens(VALID)) spoil(shot, chance, marker, world);
  return { shot, marker };
}

/** Sends requests of all kinds to a server in demo mode, and looks at every reply. */
export async function fuzz(server: ServerAtHand, options: FuzzOptions): Promise<FuzzReport> {
  const { seed, only } = options;
  const world = await createWorld(server.origin, seed);
  const document = (await (await fetch(`${server.origin}/api/openapi.json`)).json()) as OpenApi;
  const routes = routesOf(document);
  const sender = new Sender(server.origin, options.concurrency);
  const report: FuzzReport = {
    seed,
    sent: 0,
    tookMs: 0,
    byStatus: new Map(),
    runtimeByStatus: new Map(),
    byRoute: new Map(),
    byAction: new Map(),
    byCode: new Map(),
    slowest: [],
    failures: [],
    faultsInLog: null,
    ledgersVerified: 0,
  };
  const startedAtMs = performance.now();
  let next = only ?? 0;
  const end = only === undefined ? options.requests : only + 1;
  const work = async () => {
    while (next < end) {
      const index = next++;
      const { shot, marker } = shotOf(index, seed, world, routes);
      const answer = await sender.send(shot);
      note(report, index, shot, answer);
      for (const what of faultsOf(shot, answer, marker)) {
        if (report.failures.length < MOST_FAILURES)
          report.failures.push({ index, what, command: asCommand(shot, server.origin) });
      }
      if (report.sent % 5_000 === 0) options.progress?.(report.sent);
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, work));
  report.tookMs = performance.now() - startedAtMs;
  sender.close();
  const log = server.output();
  if (log !== null)
    report.faultsInLog = log
      .split('\n')
      .filter((line) => FAULT_LINE.test(line) && !/WebSocket protocol error/.test(line));
  await stillWell(server.origin, world, report);
  return report;
}

function tally(
  all: Map<string, Tally>,
  name: string,
  { changes }: Shot,
  accepted: boolean,
  tookMs: number,
): void {
  const known = all.get(name) ?? { sent: 0, accepted: 0, valid: 0, validAccepted: 0, tookMs: 0 };
  known.sent++;
  known.tookMs += tookMs;
  if (accepted) known.accepted++;
  if (changes.length === 0) known.valid++;
  if (changes.length === 0 && accepted) known.validAccepted++;
  all.set(name, known);
}

function note(
  report: FuzzReport,
  index: number,
  shot: Shot,
  answer: Awaited<ReturnType<Sender['send']>>,
): void {
  const count = (counts: Map<string, number>, name: string) =>
    counts.set(name, (counts.get(name) ?? 0) + 1);
  report.sent++;
  const status = answer.kind === 'reply' ? String(answer.status) : answer.kind;
  count(report.byStatus, status);
  if (isRuntimes(answer)) count(report.runtimeByStatus, status);
  else if (answer.kind === 'reply' && answer.status >= 400) {
    const [, code] = /"code":"([a-z]+\/[A-Z_]+)"/.exec(answer.text) ?? [];
    if (code) count(report.byCode, code);
  }
  const accepted = status.startsWith('2') || status === 'socket';
  tally(report.byRoute, shot.route, shot, accepted, answer.tookMs);
  if (shot.action) tally(report.byAction, shot.action, shot, accepted, answer.tookMs);
  const { slowest } = report;
  if (slowest.length < 5 || answer.tookMs > (slowest.at(-1)?.tookMs ?? 0)) {
    slowest.push({ route: shot.route, tookMs: answer.tookMs, index });
    slowest.sort((a, b) => b.tookMs - a.tookMs);
    slowest.length = Math.min(slowest.length, 5);
  }
}

/** After all that the server answers, and its ledgers hold together. */
async function stillWell(origin: string, world: World, report: FuzzReport): Promise<void> {
  const complain = (what: string) => report.failures.push({ index: -1, what, command: '' });
  const health = await fetch(`${origin}/api/health`);
  if (!health.ok) complain(`afterwards the server answers ${health.status}`);
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-fuzz-'));
  for (const { id, type } of world.contests) {
    const page = await fetch(`${origin}/api/contests/${id}`);
    if (!page.ok) complain(`afterwards the ${type.type} answers ${page.status}`);
    const file = join(folder, `${id}.ndjson`);
    await writeFile(file, await (await fetch(`${origin}/api/contests/${id}/ledger`)).text());
    const verifier = resolve(import.meta.dirname, '../verify.ts');
    const verdict = spawnSync(process.execPath, [verifier, file], { encoding: 'utf8' });
    if (verdict.status === 0) report.ledgersVerified++;
    else complain(`the ledger of ${type.type}: ${verdict.stdout}${verdict.stderr}`);
  }
  await rm(folder, { recursive: true });
}
