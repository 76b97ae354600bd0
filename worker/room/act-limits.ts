import { UNREADABLE } from '../abuse/address-header.ts';
import { notNow, type LimitScope } from '../abuse/limit-refusals.ts';
import type { ContestBudgets } from '../abuse/limits.ts';
import { TokenBuckets } from '../abuse/token-buckets.ts';
import type { ActRefused, Asker } from './act.ts';

/** An act that was accepted before a restart. */
export interface RecentAct {
  fanId: string;
  blockHash: string | null;
  atMs: number;
}

const CONTEST = '';

/** How long an act can matter to a bucket. */
export function memoryMs({ person, block, contest }: ContestBudgets): number {
  const toFillMs = [person, block, contest].map(
    ({ capacity, refillPerSecond }) => (capacity * 1000) / refillPerSecond,
  );
  return Math.ceil(Math.max(...toFillMs));
}

/**
 * The exact budgets of acts in one contest: per person, per address block and for the contest as a whole. What does not become an
 * act for want of a proof comes out of the sender's own two alone, or strangers could use up the contest's for nothing.
 */
export class ActLimits {
  readonly #person: TokenBuckets;
  readonly #block: TokenBuckets;
  readonly #contest: TokenBuckets;

  /** `recent` are the acts of the time before, oldest first, so that a restart gives nobody a fresh budget. */
  constructor(limits: ContestBudgets, recent: readonly RecentAct[] = []) {
    this.#person = new TokenBuckets(limits.person);
    this.#block = new TokenBuckets(limits.block);
    this.#contest = new TokenBuckets(limits.contest);
    for (const { fanId, blockHash, atMs } of recent) {
      // Without a hash on file the address could not be read, or none is known, and then nobody asks for it.
      this.#takeTry(fanId, blockHash ?? UNREADABLE, atMs);
      this.#contest.take(CONTEST, atMs);
    }
  }

  /** Says when an act can be had, where that is not now; of one that is `paid` only the contest can be short. Takes nothing. */
  notYet({ fanId, blockKey }: Asker, atMs: number, paid: boolean): ActRefused | null {
    const personMs = paid ? atMs : this.#person.readyAtMs(fanId, atMs);
    if (personMs > atMs) return refused('person', personMs, atMs);
    const blockMs = paid || blockKey === null ? atMs : this.#block.readyAtMs(blockKey, atMs);
    if (blockMs > atMs) return refused('block', blockMs, atMs);
    const contestMs = this.#contest.readyAtMs(CONTEST, atMs);
    return contestMs > atMs ? refused('contest', contestMs, atMs) : null;
  }

  /** Takes what trying costs a person and their address block. */
  takeTry({ fanId, blockKey }: Asker, atMs: number): void {
    this.#takeTry(fanId, blockKey, atMs);
  }

  /** Takes what deciding costs the contest. */
  takeDecision(atMs: number): void {
    this.#contest.take(CONTEST, atMs);
  }

  /** How much of their budgets a person and their address block have used up, from 0 to 1. */
  shares({ fanId, blockKey }: Asker, atMs: number) {
    return {
      personShare: this.#person.usedShare(fanId, atMs),
      blockShare: blockKey === null ? 0 : this.#block.usedShare(blockKey, atMs),
    };
  }

  #takeTry(fanId: string, blockKey: string | null, atMs: number): void {
    this.#person.take(fanId, atMs);
    if (blockKey !== null) this.#block.take(blockKey, atMs);
  }
}

function refused(scope: LimitScope, retryAtMs: number, atMs: number): ActRefused {
  return { status: 'refused', ...notNow('act', scope, retryAtMs, atMs) };
}
