import type { AnyContest, Award, Recorded } from '../../contests/contract.ts';
import {
  applyEvent,
  awardsOf,
  selectWinners,
  type ContestEvent,
  type ContestState,
  type CoreEvent,
} from '../../contests/lifecycle.ts';
import { seedCommitment } from '../../contests/mechanics/draw.ts';
import {
  blockHash,
  canonicalJson,
  encodeEvent,
  GENESIS_HASH,
  LEDGER_FORMAT,
  SHARD,
  type Block,
} from './chain.ts';

/** First line of an exported ledger. */
export interface LedgerOpening {
  format: string;
  contestId: string;
  contestType: string;
  /** False while only block headers are public. */
  complete: boolean;
  head: { number: number; hash: string; seq: number };
}

/** What a ledger that holds together says. */
export interface Verdict {
  opening: LedgerOpening;
  blocks: number;
  events: number;
  /** Null when only headers are there, so that nothing could be replayed. */
  state: ContestState | null;
  winners: Award[];
}

/** The ledger does not hold together: where, and why. */
export class LedgerRefused extends Error {
  override name = 'LedgerRefused';
}

type Line = Record<string, unknown>;
type BlockHeader = Omit<Block, 'contestId' | 'salt'> & { salt?: string };

/**
 * Checks an exported ledger line by line: its chain, its numbering, its times, and, once events are public, that the rules
 * and the draw give the very winners it names. Needs nothing but the rules; docs/ledger.md says how to write another one.
 * @throws {LedgerRefused} at the first thing that is wrong.
 */
export class LedgerVerifier {
  readonly #findContest: (type: string) => AnyContest | undefined;
  #opening: LedgerOpening | null = null;
  #contest: AnyContest | null = null;
  #state: ContestState | null = null;
  #head = { number: 0, hash: GENESIS_HASH };
  #seq = 0;
  #atMs = 0;
  #block: BlockHeader | null = null;
  #encoded: string[] = [];
  #line = 0;

  constructor(findContest: (type: string) => AnyContest | undefined) {
    this.#findContest = findContest;
  }

  /** Takes the next line, without its line break. */
  add(text: string): void {
    this.#line++;
    const line = this.#parse(text);
    try {
      if (!this.#opening) this.#open(text, line);
      else if ('block' in line) this.#beginBlock(text, line.block as BlockHeader);
      else if ('event' in line) this.#addEvent(text, line.event as Recorded<ContestEvent>);
      else this.#refuse('neither a block nor an event');
    } catch (error) {
      if (error instanceof LedgerRefused) throw error;
      // A line of another shape than its kind has: whatever it broke, it is not a ledger's.
      this.#refuse(`malformed: ${String(error)}`);
    }
  }

  /** To be called after the last line. */
  end(): Verdict {
    if (!this.#opening) return this.#refuse('the file is empty');
    this.#closeBlock();
    const { head } = this.#opening;
    if (
      head.number !== this.#head.number ||
      head.hash !== this.#head.hash ||
      head.seq !== this.#seq
    ) {
      this.#refuse(
        `the ledger ends at block ${this.#head.number}, its opening promises block ${head.number}`,
      );
    }
    const winners = this.#state ? awardsOf(this.#state.core) : [];
    return {
      opening: this.#opening,
      blocks: this.#head.number,
      events: this.#seq,
      state: this.#state,
      winners,
    };
  }

  #parse(text: string): Line {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null) return value as Line;
    } catch {
      // Falls through to the refusal.
    }
    return this.#refuse('not a JSON object');
  }

  #open(text: string, line: Line): void {
    const opening = line as unknown as LedgerOpening;
    const { format, contestId, contestType, complete, head } = opening;
    if (format !== LEDGER_FORMAT) this.#refuse(`the format is not ${LEDGER_FORMAT}`);
    this.#exactly(text, { format, contestId, contestType, complete, head });
    const contest = this.#findContest(contestType);
    if (!contest) this.#refuse(`no rules are known for the type ${contestType}`);
    this.#contest = contest ?? null;
    this.#opening = opening;
  }

  #beginBlock(text: string, block: BlockHeader): void {
    this.#closeBlock();
    const { shard, number, previousHash, hash, firstSeq, eventCount, atMs, salt } = block;
    const header = { shard, number, previousHash, hash, firstSeq, eventCount, atMs };
    this.#exactly(text, { block: this.#opening?.complete ? { ...header, salt } : header });
    if (shard !== SHARD) this.#refuse(`shard ${shard} where ${SHARD} was expected`);
    if (number !== this.#head.number + 1)
      this.#refuse(`block ${number} follows block ${this.#head.number}`);
    if (previousHash !== this.#head.hash)
      this.#refuse(`block ${number} does not continue block ${number - 1}`);
    if (firstSeq !== this.#seq + 1) this.#refuse(`block ${number} begins at event ${firstSeq}`);
    if (!(Number.isInteger(eventCount) && eventCount >= 1))
      this.#refuse(`block ${number} is empty`);
    if (!(atMs >= this.#atMs)) this.#refuse(`block ${number} is older than the one before`);
    if (this.#opening?.complete) {
      this.#block = block;
      return;
    }
    this.#head = { number, hash };
    this.#seq += eventCount;
    this.#atMs = atMs;
  }

  #addEvent(text: string, event: Recorded<ContestEvent>): void {
    const block = this.#block;
    if (!block) return this.#refuse('an event outside of a block');
    const encoded = encodeEvent(event);
    if (text !== `{"event":${encoded}}`) this.#refuse('the event is not in canonical form');
    if (event.seq !== this.#seq + 1) this.#refuse(`event ${event.seq} follows event ${this.#seq}`);
    if (!(event.atMs >= this.#atMs))
      this.#refuse(`event ${event.seq} is older than the one before`);
    this.#checkMeaning(event);
    this.#encoded.push(encoded);
    this.#seq = event.seq;
    this.#atMs = event.atMs;
    try {
      this.#state = applyEvent(this.#contest as AnyContest, this.#state, event).state;
    } catch (error) {
      this.#refuse(`event ${event.seq} cannot be applied: ${String(error)}`);
    }
  }

  #checkMeaning(event: Recorded<ContestEvent>): void {
    const contest = this.#contest as AnyContest;
    const data = event.data as CoreEvent;
    if (!data.type.startsWith('core.')) {
      if (!contest.schemas.event.safeParse(data).success)
        this.#refuse(`event ${event.seq} is none of this type's`);
      return;
    }
    if (data.type === 'core.published') {
      const { type, rulesVersion } = contest;
      if (data.contestType !== type || this.#opening?.contestType !== type)
        this.#refuse('published as another type');
      if (data.rulesVersion !== rulesVersion) {
        this.#refuse(
          `played by version ${data.rulesVersion} of the rules; this verifier has version ${rulesVersion}`,
        );
      }
    }
    if ('scheduledAtMs' in data && data.scheduledAtMs > event.atMs) {
      this.#refuse(`event ${event.seq} enters or leaves a stage before its time`);
    }
    if (data.type === 'core.winnersSelected') this.#checkSelection(data);
    if (data.type === 'core.announced' && this.#state?.core.confirmedAtMs === null) {
      this.#refuse('announced without confirmed winners');
    }
  }

  #checkSelection(data: Extract<CoreEvent, { type: 'core.winnersSelected' }>): void {
    const state = this.#state;
    if (!state) return this.#refuse('winners before the publication');
    if (state.core.shortlists) this.#refuse('winners are selected twice');
    if (seedCommitment(data.seed) !== state.core.seedCommitment) {
      this.#refuse('the revealed seed is not the one committed to at publication');
    }
    if (data.lastBlock.number !== this.#head.number || data.lastBlock.hash !== this.#head.hash) {
      this.#refuse('the draw names another block than the last one before it');
    }
    const drawn = selectWinners(this.#contest as AnyContest, state, data);
    if (canonicalJson(drawn) !== canonicalJson(data.shortlists)) {
      this.#refuse('the rules and the draw give other winners than the ledger names');
    }
  }

  #closeBlock(): void {
    const block = this.#block;
    if (!block) return;
    const { number, hash, eventCount, ...rest } = block;
    if (this.#encoded.length !== eventCount) {
      this.#refuse(
        `block ${number} announces ${eventCount} events and holds ${this.#encoded.length}`,
      );
    }
    const header = {
      ...rest,
      salt: rest.salt ?? '',
      number,
      eventCount,
      contestId: this.#opening?.contestId ?? '',
    };
    if (header.atMs !== this.#atMs)
      this.#refuse(`block ${number} bears another time than its last event`);
    if (blockHash(header, this.#encoded) !== hash)
      this.#refuse(`block ${number} does not have the hash it claims`);
    this.#head = { number, hash };
    this.#block = null;
    this.#encoded = [];
  }

  /** Every byte counts: a line says what it says and nothing beside it. */
  #exactly(text: string, value: unknown): void {
    if (canonicalJson(value) !== text) this.#refuse('the line has unexpected fields or spelling');
  }

  #refuse(reason: string): never {
    throw new LedgerRefused(`line ${this.#line}: ${reason}`);
  }
}
