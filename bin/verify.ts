#!/usr/bin/env node
/**
 * Checks an exported ledger without any server: `npx fanfare-verify ledger.ndjson`, or `npm run verify -- ledger.ndjson`.
 *
 *   --json           print the verdict as JSON
 *   --head HASH      the head hash published on the results page; the ledger must end there
 *   --headers FILE   headers saved earlier, while the contest ran; the ledger must contain exactly these blocks
 *
 * Exit code 0 when the ledger holds together and its rules give the winners it names, 1 when not, 2 for wrong usage.
 */
import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { findContest } from '../contests/registry.server.ts';
import { LedgerRefused, LedgerVerifier, type Verdict } from '../worker/ledger/verify.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    head: { type: 'string' },
    headers: { type: 'string' },
  },
});
const [file] = positionals;
if (!file || positionals.length > 1) {
  console.error('usage: fanfare-verify ledger.ndjson [--json] [--head HASH] [--headers FILE]');
  process.exit(2);
}

/** Hash by block number, of a file of headers or of a whole ledger. */
async function blockHashes(path: string): Promise<Map<number, string>> {
  const hashes = new Map<number, string>();
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const { block } = JSON.parse(line) as { block?: { number: number; hash: string } };
    if (block) hashes.set(block.number, block.hash);
  }
  return hashes;
}

async function verify(path: string): Promise<Verdict> {
  const verifier = new LedgerVerifier(findContest);
  for await (const line of createInterface({ input: createReadStream(path) })) verifier.add(line);
  const verdict = verifier.end();
  if (values.head !== undefined && values.head !== verdict.opening.head.hash) {
    throw new LedgerRefused(
      `the ledger ends with ${verdict.opening.head.hash}, not with the published head`,
    );
  }
  if (values.headers !== undefined) {
    const blocks = await blockHashes(path);
    for (const [number, hash] of await blockHashes(values.headers)) {
      if (blocks.get(number) !== hash)
        throw new LedgerRefused(`block ${number} is not the one saved earlier`);
    }
  }
  return verdict;
}

function print({ opening, blocks, events, state, winners }: Verdict): void {
  console.log(
    `The ledger of ${opening.contestId} holds together: ${blocks} blocks, ${events} events.`,
  );
  console.log(`Head: ${opening.head.hash}`);
  if (!state)
    return console.log(
      'Only block headers are public until the result is announced; winners cannot be replayed yet.',
    );
  if (winners.length === 0) return console.log('No winners have been selected.');
  console.log('The rules and the draw give these winners:');
  for (const { group, place, standingId, honour } of winners) {
    console.log(`  ${group || '–'}  ${place}.  ${standingId}  ${honour}`);
  }
}

for (const path of [file, values.headers ?? file]) {
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) continue;
  console.error(`There is no file ${path}.`);
  process.exit(2);
}

try {
  const verdict = await verify(file);
  if (values.json) {
    const { opening, blocks, events, winners } = verdict;
    console.log(
      JSON.stringify({
        ok: true,
        contestId: opening.contestId,
        head: opening.head,
        blocks,
        events,
        winners,
      }),
    );
  } else print(verdict);
} catch (error) {
  if (!(error instanceof LedgerRefused)) throw error;
  if (values.json) console.log(JSON.stringify({ ok: false, reason: error.message }));
  else console.error(`This ledger does NOT hold together: ${error.message}`);
  process.exitCode = 1;
}
