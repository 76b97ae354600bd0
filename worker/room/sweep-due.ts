/** How long after a change the votes are looked through: many changes are looked at together. */
const SWEEP_AFTER_MS = 60_000;
const KEY = 'sweepDueMs';

/** When a contest's votes are to be looked through, by the machine's clock. Outlives the room's memory. */
export class SweepDue {
  readonly #storage: DurableObjectStorage;
  #dueMs: number;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#dueMs = storage.kv.get<number>(KEY) ?? Number.POSITIVE_INFINITY;
  }

  /** Infinity while nothing has changed. */
  get dueMs(): number {
    return this.#dueMs;
  }

  votesChanged(): void {
    if (Number.isFinite(this.#dueMs)) return;
    this.#dueMs = Date.now() + SWEEP_AFTER_MS;
    this.#storage.kv.put(KEY, this.#dueMs);
  }

  done(): void {
    this.#dueMs = Number.POSITIVE_INFINITY;
    this.#storage.kv.delete(KEY);
  }
}
