/** How long after a change the votes are looked through: many changes are looked at together. */
const SWEEP_AFTER_MS = 60_000;
const KEY = 'sweepDueMs';

/** When a contest's votes are to be looked through, by the machine's clock. Outlives the room's memory. */
export class SweepDue {
  readonly #storage: DurableObjectStorage;
  #dueMs: number;
  #changes = 0;
  #looking: Promise<unknown> | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#dueMs = storage.kv.get<number>(KEY) ?? Number.POSITIVE_INFINITY;
  }

  /** Infinity while nothing has changed, and while somebody looks. */
  get dueMs(): number {
    return this.#looking ? Number.POSITIVE_INFINITY : this.#dueMs;
  }

  /** Whether votes have changed since the last look that succeeded. */
  get changed(): boolean {
    return Number.isFinite(this.#dueMs);
  }

  votesChanged(): void {
    this.#changes++;
    if (!this.changed) this.#set(Date.now() + SWEEP_AFTER_MS);
  }

  /**
   * Looks, after whoever looks already. Votes stay due until the look has succeeded, so that one which a fault or the end of the
   * process cuts off is made up for; what changes meanwhile is due again.
   *
   * @param look is told whether votes have changed since the last look that succeeded
   */
  async during<Result>(look: (votesChanged: boolean) => Promise<Result>): Promise<Result> {
    while (this.#looking) await this.#looking.catch(() => undefined);
    const changes = this.#changes;
    const looking = look(this.changed);
    this.#looking = looking;
    try {
      const result = await looking;
      const changed = this.#changes !== changes;
      this.#set(changed ? Date.now() + SWEEP_AFTER_MS : Number.POSITIVE_INFINITY);
      return result;
    } finally {
      this.#looking = null;
    }
  }

  #set(dueMs: number): void {
    this.#dueMs = dueMs;
    if (Number.isFinite(dueMs)) this.#storage.kv.put(KEY, dueMs);
    else this.#storage.kv.delete(KEY);
  }
}
