import type { Recorded } from '../../contests/contract.ts';
import type { ContestEvent } from '../../contests/lifecycle.ts';
import { blockHash, encodeEvent, GENESIS_HASH, type Block } from '../../worker/ledger/chain.ts';

/** A downloaded ledger, read line by line. */
export interface LedgerFile {
  head: { number: number; hash: string; seq: number };
  blocks: Omit<Block, 'contestId'>[];
  events: Recorded<ContestEvent>[];
}

type Line = { block: Omit<Block, 'contestId'> } | { event: Recorded<ContestEvent> };

/**
 * Reads a complete ledger and follows its chain from the first block to the head.
 * @throws where the chain is broken, a number is missing or one appears twice.
 */
export function readLedger(ndjson: string): LedgerFile {
  const [first = '', ...rest] = ndjson.trimEnd().split('\n');
  const { contestId, head, complete } = JSON.parse(first) as {
    contestId: string;
    head: LedgerFile['head'];
    complete: boolean;
  };
  if (!complete) throw new Error('the ledger holds no events yet');
  const lines = rest.map((line) => JSON.parse(line) as Line);
  const blocks = lines.flatMap((line) => ('block' in line ? [line.block] : []));
  const events = lines.flatMap((line) => ('event' in line ? [line.event] : []));
  let previous = { hash: GENESIS_HASH, number: 0, seq: 0 };
  for (const block of blocks) {
    const held = events.slice(previous.seq, previous.seq + block.eventCount);
    const follows =
      block.number === previous.number + 1 &&
      block.previousHash === previous.hash &&
      block.firstSeq === previous.seq + 1 &&
      held.every((event, index) => event.seq === block.firstSeq + index);
    if (!follows) throw new Error(`block ${block.number} does not follow ${previous.number}`);
    const hash = blockHash({ ...block, contestId }, held.map(encodeEvent));
    if (hash !== block.hash) throw new Error(`block ${block.number} does not have its hash`);
    previous = { hash, number: block.number, seq: previous.seq + held.length };
  }
  if (previous.hash !== head.hash || previous.seq !== events.length)
    throw new Error('the ledger does not end in its head');
  return { head, blocks, events };
}
