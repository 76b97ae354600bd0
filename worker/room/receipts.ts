import { findReceipt } from '../ledger/read.ts';
import type { Receipt } from '../wire/contest.ts';
import type { ActInput, ActKey } from './act.ts';

/** A receipt given or about to be given. */
export interface KnownReceipt {
  bodyHash: string;
  receipt: Promise<Receipt>;
}

/** Receipts kept in memory; older ones are found in D1. */
const RECEIPTS_IN_MEMORY = 100_000;

/** Remembers which keys were used, so that a retry gets the receipt of the first try. */
export class Receipts {
  readonly #db: D1Database;
  readonly #contestId: string;
  readonly #recent = new Map<string, KnownReceipt>();

  constructor(db: D1Database, contestId: string) {
    this.#db = db;
    this.#contestId = contestId;
  }

  recent(input: ActKey): KnownReceipt | null {
    return this.#recent.get(slot(input)) ?? null;
  }

  async stored(input: ActKey): Promise<KnownReceipt | null> {
    const row = await findReceipt(this.#db, this.#contestId, input.fanId, input.key);
    if (!row) return null;
    const { bodyHash, ...receipt } = row;
    return { bodyHash, receipt: Promise.resolve(receipt) };
  }

  remember(input: ActInput, receipt: Promise<Receipt>): void {
    // Whoever waits for it sees the failure; nobody waiting must not look like a fault.
    receipt.catch(() => undefined);
    if (this.#recent.size >= RECEIPTS_IN_MEMORY) {
      const oldest = this.#recent.keys().next();
      if (!oldest.done) this.#recent.delete(oldest.value);
    }
    this.#recent.set(slot(input), { bodyHash: input.bodyHash, receipt });
  }
}

function slot(input: ActKey): string {
  return `${input.fanId}:${input.key}`;
}
