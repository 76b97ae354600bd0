/** A small memory of an isolate: bounded, oldest out first, and nothing older than its lifetime. */
export class ExpiringMap<Value> {
  readonly #entries = new Map<string, { value: Value; untilMs: number }>();
  readonly #maxEntries: number;
  readonly #lifetimeMs: number;

  constructor(limits: { maxEntries: number; lifetimeMs: number }) {
    this.#maxEntries = limits.maxEntries;
    this.#lifetimeMs = limits.lifetimeMs;
  }

  get(key: string, nowMs: number): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (entry.untilMs > nowMs) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  set(key: string, value: Value, nowMs: number): void {
    this.#entries.delete(key);
    // A Map keeps the order of insertion, so the first key is the oldest.
    if (this.#entries.size >= this.#maxEntries) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
    this.#entries.set(key, { value, untilMs: nowMs + this.#lifetimeMs });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Forgets every value of which `over` is true. O(n). */
  deleteWhere(over: (value: Value) => boolean): void {
    for (const [key, { value }] of this.#entries) if (over(value)) this.#entries.delete(key);
  }
}
