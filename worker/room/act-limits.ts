import { notNow, type LimitScope } from '../abuse/limit-refusals.ts';
import type { ContestBudgets } from '../abuse/limits.ts';
import { TokenBuckets } from '../abuse/token-buckets.ts';
import type { ActRefused, Asker } from './act.ts';
import { NO_RECENT_ACTS, type RecentActs } from './recent-acts.ts';

const CONTEST = '';

/**
 * The exact budgets of acts in one contest: per person, per address block and for the contest as a whole. What does not become an
 * act for want of a proof comes out of the sender's own two alone, or strangers could use up the contest's for nothing.
 */
export class ActLimits {
  readonly #person: TokenBuckets;
  readonly #block: TokenBuckets;
  readonly #contest: TokenBuckets;

  /** `recent` is what is left of budgets from before, so that a restart gives nobody a fresh one. */
  constructor(limits: ContestBudgets, { persons, blocks, contest }: RecentActs = NO_RECENT_ACTS) {
    this.#person = new TokenBuckets(limits.person);
    this.#block = new TokenBuckets(limits.block);
    this.#contest = new TokenBuckets(limits.contest);
    for (const [fanId, level] of persons) this.#person.restore(fanId, level);
    for (const [blockKey, level] of blocks) this.#block.restore(blockKey, level);
    if (contest) this.#contest.restore(CONTEST, contest);
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
    this.#person.take(fanId, atMs);
    if (blockKey !== null) this.#block.take(blockKey, atMs);
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
}

function refused(scope: LimitScope, retryAtMs: number, atMs: number): ActRefused {
  return { status: 'refused', ...notNow('act', scope, retryAtMs, atMs) };
}
