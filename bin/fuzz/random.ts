/** A repeatable source of chance: the same seed gives the same sequence (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0, less than 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number of 0 … `below` − 1. */
  whole(below: number): number {
    return Math.floor(this.next() * below);
  }

  /** True in this share of all cases. */
  happens(share: number): boolean {
    return this.next() < share;
  }

  /** One of them. Throws when there is none. */
  of<One>(all: readonly One[]): One {
    if (all.length === 0) throw new Error('nothing to choose from');
    return all[this.whole(all.length)] as One;
  }
}

/** The chance of one request of a run: it depends on nothing that went before it. */
export function chanceOf(seed: number, index: number): Chance {
  const chance = new Chance(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  // Neighbouring seeds begin alike; some steps later they do not.
  for (let step = 0; step < 4; step++) chance.next();
  return chance;
}
