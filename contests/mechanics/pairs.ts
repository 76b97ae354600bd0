import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { createRandom } from './draw.ts';

export const pairsRefusals = {
  'pairs/NOT_THIS_PAIR': 'This is not the pair that is your turn. Go on with the one shown now.',
  'pairs/ALL_ANSWERED': 'You have decided all your pairs. Thank you!',
} as const;

/** Two candidates as they are shown. */
export interface Pair {
  left: string;
  right: string;
}

/** The same for both ways round. */
export function pairKey({ left, right }: Pair): string {
  return left < right ? `${left} ${right}` : `${right} ${left}`;
}

/** The key of one person's sequence: SHA-256 of "person|round|seed", where the person can choose none of the three. */
export function sequenceKey(personId: string, roundId: string, seed: string): string {
  return bytesToHex(sha256(utf8ToBytes(`${personId}|${roundId}|${seed}`)));
}

/**
 * All pairs of the candidates in the order of one person, none twice: a Fisher–Yates shuffle from the first place up, drawn
 * only as far as it is read, with the sides drawn after each pair. The same key gives the same sequence on any machine.
 */
export function* shuffledPairs(candidates: readonly string[], keyHex: string): Generator<Pair> {
  const random = createRandom(keyHex);
  const total = (candidates.length * (candidates.length - 1)) / 2;
  // Only places that a swap has reached are kept, so the first pairs of many cost no more than of few.
  const moved = new Map<number, number>();
  for (let place = 0; place < total; place++) {
    const picked = place + random.below(total - place);
    const number = moved.get(picked) ?? picked;
    moved.set(picked, moved.get(place) ?? place);
    const [first, second] = pairNumber(number).map((index) => candidates[index] as string) as [
      string,
      string,
    ];
    yield random.below(2) === 0 ? { left: first, right: second } : { left: second, right: first };
  }
}

/** Indexes of the pair with this number, when pairs are numbered 0-1, 0-2, 1-2, 0-3, … */
function pairNumber(number: number): [number, number] {
  let higher = Math.floor((1 + Math.sqrt(1 + 8 * number)) / 2);
  // A square root may be off by one in the last place.
  while ((higher * (higher - 1)) / 2 > number) higher -= 1;
  while ((higher * (higher + 1)) / 2 <= number) higher += 1;
  return [number - (higher * (higher - 1)) / 2, higher];
}

/** The pair whose turn it is: the first of the sequence not yet answered whose candidates are both shown to this person. */
export function nextPair(
  candidates: readonly string[],
  keyHex: string,
  answered: ReadonlySet<string>,
  shown: (id: string) => boolean,
): Pair | null {
  for (const pair of shuffledPairs(candidates, keyHex)) {
    if (!answered.has(pairKey(pair)) && shown(pair.left) && shown(pair.right)) return pair;
  }
  return null;
}
