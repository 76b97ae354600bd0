import type { EpochMs } from '../../contests/contract.ts';
import type { DemoPerson } from './person.ts';

/**
 * The server's time while the demo is loaded. It begins in the past and is moved forward from act to act, so that
 * every act is decided by the same rules, at the time it is said to have happened. At the end it is the present again.
 */
export class DemoClock {
  readonly #person: DemoPerson;
  #behindMs = 0;

  constructor(person: DemoPerson) {
    this.#person = person;
  }

  /** Before anything else: the server has no contest yet. */
  async beginAt(atMs: EpochMs): Promise<void> {
    this.#behindMs = Math.max(0, Date.now() - Math.floor(atMs));
    await this.#move(-this.#behindMs);
  }

  /** Lets the server's time reach a moment, unless it is past it already. */
  async reach(atMs: EpochMs): Promise<void> {
    const missingMs = Math.ceil(atMs) - (Date.now() - this.#behindMs);
    await this.#forward(Math.min(missingMs, this.#behindMs));
  }

  /** From now on the server's time is the real one. */
  async reachPresent(): Promise<void> {
    await this.#forward(this.#behindMs);
  }

  async #forward(byMs: number): Promise<void> {
    if (byMs <= 0) return;
    await this.#move(byMs);
    this.#behindMs -= byMs;
  }

  async #move(byMs: number): Promise<void> {
    await this.#person.send('POST', '/dev/clock', { byMs });
  }
}
