export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed';

const QUIET_MS = 700;
const RETRY_MS = 5000;

/**
 * Saves a draft a moment after the last change, one request at a time, and says where it stands. What changes while a
 * request is under way is saved by the next one; a failure is tried again, by itself and on request.
 */
export class Autosave {
  state = $state<SaveState>('saved');
  /** Why the last attempt failed, in words. */
  failure = $state('');
  readonly #send: () => Promise<{ ok: true } | { ok: false; message: string }>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;
  #dirty = false;

  constructor(send: () => Promise<{ ok: true } | { ok: false; message: string }>) {
    this.#send = send;
  }

  /** Something changed. */
  touch(): void {
    this.#dirty = true;
    if (this.state !== 'saving') this.state = 'waiting';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), QUIET_MS);
  }

  /** Saves now what is not saved yet. @returns whether everything is saved. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    if (this.#running) await this.#running;
    if (this.#dirty) {
      this.#running = this.#save();
      await this.#running;
      this.#running = null;
    }
    return this.state === 'saved';
  }

  async #save(): Promise<void> {
    this.state = 'saving';
    this.#dirty = false;
    const reply = await this.#send();
    if (reply.ok) {
      this.state = this.#dirty ? 'waiting' : 'saved';
      return;
    }
    this.#dirty = true;
    this.failure = reply.message;
    this.state = 'failed';
    this.#timer = setTimeout(() => void this.flush(), RETRY_MS);
  }
}
