import type { Bucket } from './limits.ts';

/** What a bucket held when it was last used. */
export interface Level {
  /** In thousandths: with a whole number of tokens a second, every millisecond brings a whole number of them. */
  millitokens: number;
  atMs: number;
}

const ONE = 1000;

/** Beyond this many the full ones are forgotten now and then: a bucket nobody has used for a while is full. */
const FORGET_BEYOND = 50_000;
/** Not more often than this, unless twice as many have come. */
const FORGET_AGAIN_MS = 60_000;

/**
 * Token buckets, one for each key: every act takes a token, tokens come back at a steady rate up to a capacity. Exact, by
 * the time that is handed in; never by a clock of its own.
 * Source: Turner, New Directions in Communications (1986), as the leaky bucket used as a meter.
 */
export class TokenBuckets {
  readonly #bucket: Bucket;
  readonly #levels = new Map<string, Level>();

  readonly #forgetBeyond: number;
  #forgotAtMs = Number.NEGATIVE_INFINITY;
  /** How many were left then. */
  #leftThen = 0;

  constructor(bucket: Bucket, forgetBeyond = FORGET_BEYOND) {
    this.#bucket = bucket;
    this.#forgetBeyond = forgetBeyond;
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
    if (this.#levels.size > this.#forgetBeyond) this.#forgetNowAndThen(atMs);
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

  /** Looking through all of them takes time, so that it has to be rare when most of them are not full. */
  #forgetNowAndThen(atMs: number): void {
    const doubled = this.#levels.size > 2 * this.#leftThen;
    if (!doubled && atMs < this.#forgotAtMs + FORGET_AGAIN_MS) return;
    this.#forgetFull(atMs);
    this.#forgotAtMs = atMs;
    this.#leftThen = this.#levels.size;
  }

  #forgetFull(atMs: number): void {
    for (const key of this.#levels.keys())
      if (this.#millitokens(key, atMs) >= this.#bucket.capacity * ONE) this.#levels.delete(key);
  }
}
