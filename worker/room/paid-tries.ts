import type { ActKey } from './act.ts';

/** Tries that are remembered; of more the oldest are forgotten, which costs their senders one more of their budget. */
const MOST = 20_000;

/**
 * Tries that were paid for out of a budget and have not become an act yet, each by its sender and key. A fan who is asked for a
 * proof and sends the same act again with it pays once.
 */
export class PaidTries {
  /** Whether the proof that came with the try is being checked. */
  readonly #checking = new Map<string, boolean>();

  has(key: ActKey): boolean {
    return this.#checking.has(slot(key));
  }

  /** Whether there is a payment for which nothing was checked yet. */
  isUnchecked(key: ActKey): boolean {
    return this.#checking.get(slot(key)) === false;
  }

  /** Somebody has paid, and was asked for a proof. */
  asked(key: ActKey): void {
    this.#put(slot(key), false);
  }

  /** A proof is about to be checked. False when that is still to be paid for: each payment is good for one check. */
  check(key: ActKey): boolean {
    const paid = this.isUnchecked(key);
    this.#put(slot(key), true);
    return paid;
  }

  /** Uses a payment up; false where there is none. */
  use(key: ActKey): boolean {
    return this.#checking.delete(slot(key));
  }

  #put(id: string, checking: boolean): void {
    if (this.#checking.size >= MOST) {
      const oldest = this.#checking.keys().next();
      if (!oldest.done) this.#checking.delete(oldest.value);
    }
    this.#checking.set(id, checking);
  }
}

const slot = ({ fanId, key }: ActKey) => `${fanId}:${key}`;
