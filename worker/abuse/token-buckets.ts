import type { Bucket } from './limits.ts';

/** What a bucket held when it was last used. */
export interface Level {
  /** In thousandths: with a whole number of tokens a second, every millisecond brings a whole number of them. */
  millitokens: number;
  atMs: number;
}

const ONE = 1000;

/** Beyond this many the full ones are forgotten: a bucket nobody has used for a while is full. */
const FORGET_BEYOND = 50_000;

/**
 * Token buckets, one for each key: every act takes a token, tokens come back at a steady rate up to a capacity. Exact, by
 * the time that is handed in; never by a clock of its own.
 * Source: Turner, New Directions in Communications (1986), as the leaky bucket used as a meter.
 */
export class TokenBuckets {
  readonly #bucket: Bucket;
  readonly #levels = new Map<string, Level>();

  constructor(bucket: Bucket) {
    this.#bucket = bucket;
  }

  /** When the next token is there; `atMs` itself while there is one. Takes nothing. */
  readyAtMs(key: string, atMs: number): number {
    const missing = ONE - this.#millitokens(key, atMs);
    return missing <= 0 ? atMs : atMs + Math.ceil(missing / this.#bucket.refillPerSecond);
  }

  /** How much of the capacity is used up, from 0 to 1. */
  usedShare(key: string, atMs: number): number {
    return 1 - this.#millitokens(key, atMs) / (this.#bucket.capacity * ONE);
  }

  /** Takes a token, also where there is none: what was accepted before a restart is owed. */
  take(key: string, atMs: number): void {
    const millitokens = Math.max(0, this.#millitokens(key, atMs) - ONE);
    this.#levels.set(key, { millitokens, atMs });
    if (this.#levels.size > FORGET_BEYOND) this.#forgetFull(atMs);
  }

  /** What is to be kept of a bucket, so that it can be put back after a restart. */
  level(key: string): Level | undefined {
    return this.#levels.get(key);
  }

  restore(key: string, level: Level): void {
    this.#levels.set(key, level);
  }

  #millitokens(key: string, atMs: number): number {
    const { capacity, refillPerSecond } = this.#bucket;
    const level = this.#levels.get(key);
    if (!level) return capacity * ONE;
    const gained = Math.max(0, atMs - level.atMs) * refillPerSecond;
    return Math.min(capacity * ONE, level.millitokens + gained);
  }

  #forgetFull(atMs: number): void {
    for (const key of this.#levels.keys())
      if (this.#millitokens(key, atMs) >= this.#bucket.capacity * ONE) this.#levels.delete(key);
  }
}
