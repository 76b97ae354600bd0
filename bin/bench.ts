/**
 * `npm run bench`: committed votes a second on the real local server, against a no-op POST and against one D1 insert per
 * request on the same server in the same run. Prints ratios; the bars are in docs/bench.md.
 *
 *   --seconds 8   of each measurement      --rounds 3   of all three, one after the other
 */
import { parseArgs } from 'node:util';
import { startBenchServer } from './bench/server.ts';
import { measure, type Load } from './bench/load.ts';
import { median } from './bench/median.ts';
import { prepareVotes } from './bench/votes.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '128' },
  },
});
const seconds = Number(values.seconds);
const connections = Number(values.connections);

const server = await startBenchServer();
try {
  // Enough fans that nobody runs out of votes, at a rate that no measurement here has reached.
  const votes = await prepareVotes(
    server.origin,
    Math.ceil((seconds * Number(values.rounds) + 6) * 12_000),
  );
  const body = JSON.stringify({
    key: 'a-key-as-long-as-a-real-one-would-be',
    action: { type: 'noop' },
  });
  const fixed = (path: string): Load => ({
    path,
    next: () => ({ body, cookie: votes.cookieOf(0) }),
  });
  const noop = fixed('/api/dev/bench/noop');
  const insert = fixed('/api/dev/bench/insert');

  // The first seconds belong to the just-in-time compiler.
  for (const load of [noop, insert, votes.load]) await measure(server.origin, load, 2, connections);

  const rates = { noop: [] as number[], insert: [] as number[], votes: [] as number[] };
  for (let round = 1; round <= Number(values.rounds); round++) {
    const before = await votes.head();
    rates.noop.push(await measure(server.origin, noop, seconds, connections));
    rates.insert.push(await measure(server.origin, insert, seconds, connections));
    rates.votes.push(await measure(server.origin, votes.load, seconds, connections));
    const after = await votes.head();
    const perBlock = (after.seq - before.seq) / (after.number - before.number);
    console.log(
      `round ${round}: no-op ${whole(rates.noop.at(-1))}/s, insert per request ${whole(rates.insert.at(-1))}/s, ` +
        `committed votes ${whole(rates.votes.at(-1))}/s, ${perBlock.toFixed(0)} events a block`,
    );
  }
  const committed = median(rates.votes);
  console.log(
    `votes / no-op              ${(committed / median(rates.noop)).toFixed(2)}   (bar: at least 0.5)`,
  );
  console.log(
    `votes / insert per request ${(committed / median(rates.insert)).toFixed(2)}   (bar: at least 4)`,
  );

  const { seq } = await votes.head();
  const { tookMs, longestMs } = await waitsDuring(votes.lookThrough(), () => votes.read());
  console.log(
    `looking through ${whole(seq)} events for abuse: ${(tookMs / 1000).toFixed(2)} s; the longest that a reader waited meanwhile: ${(longestMs / 1000).toFixed(2)} s`,
  );
  await server.restart();
  const startedAtMs = performance.now();
  await votes.read();
  const coldStartMs = performance.now() - startedAtMs;
  console.log(
    `first read after a restart, ${whole(seq)} events: ${(coldStartMs / 1000).toFixed(2)} s   (bar: under 2 s)`,
  );
} finally {
  await server.stop();
}

/** How long something took, and the longest of the reads that were made one after the other meanwhile. */
async function waitsDuring(work: Promise<void>, read: () => Promise<void>) {
  const startedAtMs = performance.now();
  let tookMs = 0;
  void work.then(() => (tookMs = performance.now() - startedAtMs));
  let longestMs = 0;
  while (tookMs === 0) {
    const sentAtMs = performance.now();
    await read();
    longestMs = Math.max(longestMs, performance.now() - sentAtMs);
  }
  await work;
  return { tookMs, longestMs };
}

function whole(rate: number | undefined): string {
  return Math.round(rate ?? 0).toLocaleString('en');
}
