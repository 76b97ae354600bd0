import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import type { Recorded } from '../../contests/contract.ts';
import type { ContestEvent } from '../../contests/lifecycle.ts';

/** Names the encoding; part of every block's hash. docs/ledger.md is its specification. */
export const LEDGER_FORMAT = 'fanfare-ledger/1';

/** What precedes the first block. */
export const GENESIS_HASH = '0'.repeat(64);

/** Every contest has one shard today; the field keeps the format when a large contest is split. */
export const SHARD = 0;

/** A block without its events. `salt` keeps a guessed event from being confirmed by the published hash. */
export interface Block {
  contestId: string;
  shard: number;
  number: number;
  previousHash: string;
  hash: string;
  salt: string;
  firstSeq: number;
  eventCount: number;
  atMs: number;
}

/** JSON in the one form of RFC 8785 (JCS). */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not representable as JSON');
  return text;
}

/** SHA-256 of UTF-8 text, hex. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** An event as it is hashed and exported. */
export function encodeEvent(event: Recorded<ContestEvent>): string {
  const { seq, atMs, actorId, role, data } = event;
  return canonicalJson({ seq, atMs, actorId, role, data });
}

/** Hash over the header fields and the events' encodings, one a line. */
export function blockHash(block: Omit<Block, 'hash'>, encodedEvents: readonly string[]): string {
  const { contestId, shard, number, previousHash, salt, firstSeq, eventCount, atMs } = block;
  return sha256Hex(
    canonicalJson({
      format: LEDGER_FORMAT,
      contestId,
      shard,
      number,
      previousHash,
      salt,
      firstSeq,
      eventCount,
      atMs,
      eventsHash: sha256Hex(encodedEvents.join('\n')),
    }),
  );
}

/** The block that follows `head` and holds these events, at least one. */
export function nextBlock(
  contestId: string,
  head: { number: number; hash: string },
  events: readonly Recorded<ContestEvent>[],
  salt: string,
): { block: Block; encodedEvents: readonly string[] } {
  const first = events[0];
  const last = events.at(-1);
  if (!first || !last) throw new RangeError('a block holds at least one event');
  const encodedEvents = events.map(encodeEvent);
  const header: Omit<Block, 'hash'> = {
    contestId,
    shard: SHARD,
    number: head.number + 1,
    previousHash: head.hash,
    salt,
    firstSeq: first.seq,
    eventCount: events.length,
    atMs: last.atMs,
  };
  return { block: { ...header, hash: blockHash(header, encodedEvents) }, encodedEvents };
}
