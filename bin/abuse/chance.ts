import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { createRandom } from '../../contests/mechanics/draw.ts';

/** Reproducible chance for one part of the simulation; each part has its own stream, so that changing one leaves the others. */
export interface Chance {
  /** Uniform in [0, 1). */
  unit(): number;
  /** Uniform real in [low, high). */
  between(low: number, high: number): number;
  /** Uniform integer in [low, high]. */
  whole(low: number, high: number): number;
  happens(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Waiting time of a Poisson process with this mean. */
  exponential(mean: number): number;
  /** exp of a normal variable: `median` is its middle, `sigma` the deviation of its logarithm. */
  logNormal(median: number, sigma: number): number;
  /** An index with probability proportional to its weight. `cumulative` comes from `cumulate`. */
  weighted(cumulative: readonly number[]): number;
}

export function createChance(seed: number, part: string): Chance {
  const random = createRandom(bytesToHex(sha256(utf8ToBytes(`fanfare/abuse/${seed}/${part}`))));
  const unit = () => random.below(2 ** 32) / 2 ** 32;
  return {
    unit,
    between: (low, high) => low + unit() * (high - low),
    whole: (low, high) => low + random.below(high - low + 1),
    happens: (probability) => unit() < probability,
    pick: <T>(items: readonly T[]) => items[random.below(items.length)] as T,
    exponential: (mean) => -mean * Math.log(1 - unit()),
    logNormal(median, sigma) {
      // Box and Muller (1958).
      const normal = Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
      return median * Math.exp(sigma * normal);
    },
    weighted(cumulative) {
      const at = unit() * (cumulative.at(-1) ?? 0);
      let low = 0;
      let high = cumulative.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((cumulative[middle] as number) > at) high = middle;
        else low = middle + 1;
      }
      return low;
    },
  };
}

/** Running sums of weights, for `Chance.weighted`. */
export function cumulate(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map((weight) => (sum += weight));
}
