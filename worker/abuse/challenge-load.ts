const MINUTE_MS = 60_000;
/** How far back "usual" reaches. An attack must last for hours before it looks usual. */
const USUAL_MINUTES = 360;

/**
 * How busy something is, by two averages that forget exponentially: of the last minute, and of the last hours. A few numbers,
 * whatever the rate; by the time that is handed in, which must not run backwards.
 */
export class Load {
  readonly #quietPerMinute: number;
  /** Each the number of occurrences within its time, the older the less. */
  #minute = 0;
  #usual = 0;
  #atMs = 0;

  /** `quietPerMinute` is a rate that never counts as busy, however quiet it was before. */
  constructor(quietPerMinute: number) {
    this.#quietPerMinute = quietPerMinute;
  }

  count(atMs: number, times = 1): void {
    this.#forgetUntil(atMs);
    this.#minute += times;
    this.#usual += times;
  }

  /** The rate of the last minute as a multiple of the usual one. */
  at(atMs: number): number {
    this.#forgetUntil(atMs);
    return this.#minute / Math.max(this.#quietPerMinute, this.#usual / USUAL_MINUTES);
  }

  #forgetUntil(atMs: number): void {
    const minutes = Math.max(0, atMs - this.#atMs) / MINUTE_MS;
    this.#minute *= Math.exp(-minutes);
    this.#usual *= Math.exp(-minutes / USUAL_MINUTES);
    this.#atMs = Math.max(atMs, this.#atMs);
  }
}
