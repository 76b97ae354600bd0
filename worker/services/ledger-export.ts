import type { Bindings } from '../env.ts';
import { canonicalJson, encodeEvent, LEDGER_FORMAT } from '../ledger/chain.ts';
import { readBlocks, readEvents, readHead } from '../ledger/read.ts';
import { roomOf } from '../room/room-stub.ts';
import { contestFacts, type ContestFacts } from './contest-facts.ts';

const BLOCKS_A_PAGE = 500;
/** So that a page fits into memory however large its blocks are; a larger block is a page of its own. */
const EVENTS_A_PAGE = 10_000;

/** The ledger as the public may have it now, or null when there is no published contest by that id. */
export async function publicLedger(
  env: Bindings,
  contestId: string,
): Promise<{ slug: string; lines: ReadableStream<Uint8Array> } | null> {
  const facts = await contestFacts(env, contestId);
  const view = facts && (await roomOf(env, contestId).view(null));
  if (!facts || !view) return null;
  return { slug: facts.slug, lines: exportLedger(env, facts, view.announced) };
}

/**
 * A contest's ledger as NDJSON, docs/ledger.md: a first line that names the ledger and its head, then per block its header and,
 * once the result is announced, its events. Streams page by page, so its size does not matter.
 */
export function exportLedger(
  env: Bindings,
  facts: ContestFacts,
  withEvents: boolean,
): ReadableStream<Uint8Array> {
  const lines = ledgerLines(env, facts, withEvents);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

async function* ledgerLines(
  env: Bindings,
  facts: ContestFacts,
  withEvents: boolean,
): AsyncGenerator<string, undefined> {
  const head = await readHead(env.DB, facts.id);
  yield `${canonicalJson({
    format: LEDGER_FORMAT,
    contestId: facts.id,
    contestType: facts.contest.type,
    complete: withEvents,
    head: { number: head.number, hash: head.hash, seq: head.seq },
  })}\n`;
  for (let number = 0; number < head.number;) {
    const found = await readBlocks(env.DB, facts.id, number, BLOCKS_A_PAGE);
    const first = found[0];
    const blocks = found.filter(
      (block) =>
        block.number <= head.number &&
        (block === first ||
          block.firstSeq + block.eventCount - (first?.firstSeq ?? 0) <= EVENTS_A_PAGE),
    );
    const last = blocks.at(-1);
    if (!first || !last) throw new Error(`the ledger of ${facts.id} ends before its head`);
    const count = last.firstSeq + last.eventCount - first.firstSeq;
    const events = withEvents ? await readEvents(env.DB, facts.id, first.firstSeq - 1, count) : [];
    let text = '';
    for (const { contestId: _, salt, ...header } of blocks) {
      text += `${canonicalJson({ block: withEvents ? { ...header, salt } : header })}\n`;
      const offset = header.firstSeq - first.firstSeq;
      for (const event of events.slice(offset, offset + header.eventCount)) {
        text += `{"event":${encodeEvent(event)}}\n`;
      }
    }
    yield text;
    number = last.number;
  }
  return undefined;
}
