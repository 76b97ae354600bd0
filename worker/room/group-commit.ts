/**
 * Collects items while a commit is being written and writes all that came meanwhile in the next one.
 *
 * The turn of the event loop before each write is what makes the groups large: every request that is already waiting at
 * the door is decided first. Nobody waits on purpose.
 */
export class GroupCommit<Item> {
  readonly #write: (items: readonly Item[]) => Promise<void>;
  #open: Item[] = [];
  #running = false;
  /** Settles with the write that will carry what is open now. */
  #next = Promise.withResolvers<void>();
  #current: Promise<void> = Promise.resolve();
  #failure: unknown = null;

  /** `write` must write all of the items or throw; after it threw, everything waiting fails with the same error. */
  constructor(write: (items: readonly Item[]) => Promise<void>) {
    this.#write = write;
    ignoreRejection(this.#next.promise);
  }

  /** Adds an item to the open group. Resolves once the group is written. */
  add(item: Item): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    this.#open.push(item);
    const written = this.#next.promise;
    if (!this.#running) {
      this.#running = true;
      setTimeout(() => void this.#run(), 0);
    }
    return written;
  }

  /** Resolves once everything added so far is written. */
  settled(): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    return this.#open.length > 0 ? this.#next.promise : this.#current;
  }

  /** How many items wait for the next write. */
  get waiting(): number {
    return this.#open.length;
  }

  async #run(): Promise<void> {
    while (this.#open.length > 0 && !this.#failure) {
      const items = this.#open;
      const done = this.#next;
      this.#open = [];
      this.#next = Promise.withResolvers<void>();
      ignoreRejection(this.#next.promise);
      this.#current = done.promise;
      try {
        await this.#write(items);
        done.resolve();
      } catch (error) {
        this.#failure = error;
        done.reject(error);
        this.#next.reject(error);
      }
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    this.#running = false;
  }
}

/** A group nobody waits for may fail without being reported as an unhandled rejection; whoever waits still sees it. */
function ignoreRejection(promise: Promise<void>): void {
  promise.catch(() => undefined);
}
