import { refuse } from '../../contests/contract.ts';
import { coreRefusals } from '../../contests/decide.ts';
import type { Swept } from '../abuse/sweep.ts';
import { logFault } from '../fault-log.ts';
import type { ActInput, ActRefused } from './act.ts';
import type { Room } from './room.ts';
import type { SweepDue } from './sweep-due.ts';
import { freshTurn, SYSTEM } from './turn.ts';

/** Sees to it that the last votes are looked through before something is decided by them for good. */
export class LastLook {
  readonly #sweep: SweepDue;
  readonly #lookThroughVotes: () => Promise<Swept>;
  #beforeCut: Promise<void> | null = null;

  constructor(sweep: SweepDue, lookThroughVotes: () => Promise<Swept>) {
    this.#sweep = sweep;
    this.#lookThroughVotes = lookThroughVotes;
  }

  /**
   * Before the schedule decides by votes who goes on: what is found later changes nothing about it. Whoever comes meanwhile waits, so
   * that nobody else brings the decision about. Null when there is nothing to wait for.
   */
  beforeCut(room: Room): Promise<void> | null {
    if (this.#beforeCut || !isCutDue(room)) return this.#beforeCut;
    this.#beforeCut = this.#look(room).finally(() => {
      this.#beforeCut = null;
    });
    return this.#beforeCut;
  }

  async #look(room: Room): Promise<void> {
    try {
      // Votes are looked through as they are on file.
      await room.settled();
      if (this.#sweep.changed) await this.#lookThroughVotes();
    } catch (error) {
      // A schedule that waits for ever would be worse.
      logFault({ contestId: room.parts.contestId, what: 'look before a cut' }, error);
    }
  }

  /**
   * Before winners are selected: the result is fixed then, whatever is found later. Refuses once when that brings something that
   * nobody has seen.
   */
  async beforeDraw(room: Room, input: ActInput): Promise<ActRefused | null> {
    if (!this.#sweep.changed || !room.wouldDraw(input)) return null;
    const { quarantined, doubted } = await this.#lookThroughVotes();
    if (quarantined + doubted === 0) return null;
    const { ok: _, ...refused } = refuse(coreRefusals, 'core/NEW_GROUPS_OF_VOTES');
    return { status: 'refused', ...refused };
  }
}

/** Whether the schedule is about to bring something in a contest of votes. */
function isCutDue(room: Room): boolean {
  const atMs = room.tick();
  const { contest, state, secrets } = room.parts;
  if (!contest.votes || atMs < room.nextBorderMs) return false;
  const turn = freshTurn(room.parts, room.seq + 1, atMs, SYSTEM);
  return contest.due(state.play, state.core.config, secrets, turn) !== null;
}
