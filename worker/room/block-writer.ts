import { appendCommit } from '../ledger/append.ts';
import { nextBlock, type Block } from '../ledger/chain.ts';
import { Touched } from '../ledger/projection.ts';
import type { Head } from '../ledger/read.ts';
import { commitOf, type Item } from './commit-item.ts';
import { RoomLost, type RoomEffects } from './effects.ts';
import type { RoomParts } from './parts.ts';
import { randomHex } from './random-hex.ts';
import { StandingsOnFile } from './standings-on-file.ts';

/** A snapshot grows with the ledger, so the events between two do as well, up to what a start folds in well under a second. */
const SNAPSHOT_EVERY = { least: 5_000, share: 1 / 4, most: 10_000 };

/** How many events after the snapshot at `seq` the next one is due. */
const snapshotAfter = (seq: number) =>
  Math.min(SNAPSHOT_EVERY.most, Math.max(SNAPSHOT_EVERY.least, seq * SNAPSHOT_EVERY.share));

/** Writes what a room has decided, block after block, each as one commit with the rows that it made out of date. */
export class BlockWriter {
  /** Collects what the events of the next block make out of date. */
  touched = new Touched();
  readonly #parts: RoomParts;
  readonly #effects: RoomEffects;
  readonly #standings: StandingsOnFile;
  #lastBlock: Block | null = null;
  #snapshotSeq: number;

  constructor(parts: RoomParts, effects: RoomEffects) {
    this.#parts = parts;
    this.#effects = effects;
    this.#standings = new StandingsOnFile(parts.contest);
    this.#snapshotSeq = parts.snapshotSeq;
  }

  /** Commits one block. One at a time: the next one continues this one's hash. */
  async write(items: readonly Item[]): Promise<void> {
    const { contestId, state, head } = this.#parts;
    const { touched } = this;
    this.touched = new Touched();
    const events = items.flatMap((item) => item.events);
    const { block } = nextBlock(contestId, head, events, randomHex(16));
    const nextHead: Head = {
      number: block.number,
      hash: block.hash,
      seq: block.firstSeq + block.eventCount - 1,
      atMs: block.atMs,
    };
    const snapshotDue = nextHead.seq - this.#snapshotSeq >= snapshotAfter(this.#snapshotSeq);
    // Taken now: further acts may be applied while the block is being written.
    const stateJson = snapshotDue ? JSON.stringify(state) : null;
    const standings = this.#standings.changes(state, touched);
    await appendCommit(this.#effects.db, commitOf(this.#parts, block, items, touched, standings));
    this.#parts.head = nextHead;
    this.#lastBlock = block;
    if (stateJson !== null) {
      this.#snapshotSeq = nextHead.seq;
      this.#effects.snapshot(nextHead, stateJson);
    }
    const { votes } = this.#parts.contest;
    const voted = events.some(({ data }) => (votes?.castBy(data) ?? []).length > 0);
    this.#effects.committed(nextHead, voted);
  }

  /** The block just written; asked for in the continuation of its own commit, before the next one can be. */
  blockOf(seq: number): Block {
    const block = this.#lastBlock;
    if (!block || seq < block.firstSeq || seq >= block.firstSeq + block.eventCount) {
      throw new RoomLost(`no block holds event ${seq}`);
    }
    return block;
  }
}
