import type { ActInput, ActKey, ActRefused, Asker, ProofPrice } from './act.ts';
import { ActLimits } from './act-limits.ts';
import { PaidTries } from './paid-tries.ts';
import type { RoomParts } from './parts.ts';
import { ProofOfPerson } from './proof-of-person.ts';

/**
 * What an act of a fan has to get past before the rules see it: first the budgets, then the proof that a person sends it. Whoever
 * is beyond a budget hears that before any proof is asked for or looked at, and every try costs, so that sending without a proof or
 * with bad ones ends there too. Staff at work get past.
 */
export class ActGate {
  readonly #limits: ActLimits;
  readonly #people: ProofOfPerson;
  readonly #paid = new PaidTries();

  constructor(parts: RoomParts) {
    this.#limits = new ActLimits(parts.limits, parts.recent);
    this.#people = new ProofOfPerson(parts, this.#limits);
  }

  /** What an act would have to be paid with now, as a multiple of the ordinary cost; 0 for nothing. */
  cost(asker: Asker, atMs: number): { status: 'cost'; cost: number } | ActRefused {
    const late = asker.role === 'fan' ? this.#limits.notYet(asker, atMs, false) : null;
    return late ?? { status: 'cost', cost: this.#people.cost(asker, atMs) };
  }

  /** How busy the contest is: see Load. */
  load(atMs: number): number {
    return this.#people.load(atMs);
  }

  /** Takes what checking a proof costs, before it is checked. */
  admit(asker: Asker & ActKey, atMs: number): ProofPrice | ActRefused {
    const cost = this.#people.cost(asker, atMs);
    if (asker.role !== 'fan') return { status: 'check', cost };
    const late = this.#limits.notYet(asker, atMs, this.#paid.isUnchecked(asker));
    if (late) return late;
    if (!this.#paid.check(asker)) this.#limits.takeTry(asker, atMs);
    return { status: 'check', cost };
  }

  /** The contest has accepted something of this fan. */
  accepted(fanId: string): void {
    this.#people.remember(fanId);
  }

  /** Lets an act pass, or says why not. */
  pass(input: ActInput, atMs: number): ActRefused | null {
    if (input.role !== 'fan') return null;
    const paid = input.proof !== 'none' && this.#paid.has(input);
    const late = this.#limits.notYet(input, atMs, paid);
    if (late) return late;
    const refused = this.#people.check(input, atMs);
    if (refused) {
      // A bad proof was paid for when it was admitted.
      if (!paid) this.#limits.takeTry(input, atMs);
      if (input.proof === 'none') this.#paid.asked(input);
      return refused;
    }
    if (!this.#paid.use(input)) this.#limits.takeTry(input, atMs);
    this.#limits.takeDecision(atMs);
    return null;
  }
}
