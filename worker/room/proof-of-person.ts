import { joinDue } from '../../contests/joining.ts';
import { challengeCost } from '../abuse/challenge-cost.ts';
import { Load } from '../abuse/challenge-load.ts';
import { refuseProof } from '../abuse/challenge-refusals.ts';
import { riskOf } from '../abuse/risk.ts';
import type { ActLimits } from './act-limits.ts';
import type { ActInput, ActRefused, Asker } from './act.ts';
import type { RoomParts } from './parts.ts';

/** Fans who are known again without the contest's state; of more the oldest are forgotten, and may have to prove themselves. */
const MOST_REMEMBERED = 100_000;

/** Decides who has to prove that they are people, by how busy the contest is and what is known of them. */
export class ProofOfPerson {
  readonly #parts: RoomParts;
  readonly #limits: ActLimits;
  readonly #load: Load;
  /** Fans who have acted since this memory began, or shortly before. */
  readonly #acted = new Set<string>();

  constructor(parts: RoomParts, limits: ActLimits) {
    this.#parts = parts;
    this.#limits = limits;
    this.#load = new Load(parts.quietActsPerMinute);
    // A restart in the middle of an attack does not end it.
    for (const { atMs, acts } of parts.recent.bySecond) this.#load.count(atMs, acts);
    for (const fanId of parts.recent.persons.keys()) this.remember(fanId);
  }

  /** Knows a fan again whose act was accepted, also once they have taken back all that there was of them. */
  remember(fanId: string): void {
    if (this.#acted.size >= MOST_REMEMBERED) {
      const oldest = this.#acted.keys().next();
      if (!oldest.done) this.#acted.delete(oldest.value);
    }
    this.#acted.add(fanId);
  }

  /** How busy the contest is: see Load. */
  load(atMs: number): number {
    return this.#load.at(atMs);
  }

  /** What an act would have to be paid with now, as a multiple of the ordinary cost; 0 for nothing. Staff at work pay nothing. */
  cost(asker: Asker, atMs: number): number {
    if (asker.role !== 'fan') return 0;
    const { fanId, formerFanIds, verifiedAtMs, browserLike } = asker;
    const known = (id: string) =>
      this.#acted.has(id) || this.#parts.contest.knows(this.#parts.state.play, id);
    // With what is handed over already, was taken back or forgotten, one guest would vouch for any number of accounts.
    const handsOver = (id: string) => joinDue(this.#parts, id, fanId) !== null;
    const signs = {
      verifiedAtMs,
      browserLike,
      familiar: known(fanId) || formerFanIds.some(handsOver),
      ...this.#limits.shares(asker, atMs),
    };
    return challengeCost({
      load: this.#load.at(atMs),
      risk: riskOf(signs, atMs),
      kind: 'act',
    });
  }

  /** Lets an act of a fan pass, or says why it needs a proof or what is wrong with the one it brings. Only what passes counts as load. */
  check(input: ActInput, atMs: number): ActRefused | null {
    if (typeof input.proof === 'object') return { status: 'refused', ...input.proof };
    if (input.proof === 'none' && this.cost(input, atMs) > 0)
      return { status: 'refused', ...refuseProof('challenge/NEEDED') };
    this.#load.count(atMs);
    return null;
  }
}
