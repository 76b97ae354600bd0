import type { Bindings } from '../env.ts';
import { Load } from './challenge-load.ts';
import { challengeSettings } from './challenge-settings.ts';
import { addressBlock } from './network.ts';
import { TokenBuckets } from './token-buckets.ts';

/** New guests that an address block may bring before its challenges cost the most: a school class twice over. */
const BLOCK = { capacity: 60, refillPerSecond: 0.5 };

// Of this instance of the worker alone, and only in its memory: good enough for a price.
let all: { load: Load; quietPerMinute: number } | undefined;
const blocks = new TokenBuckets(BLOCK);

/** Counts somebody who wants to become a guest, and says how busy that is here and in their address block. */
export function guestRate(
  env: Pick<Bindings, 'FANFARE_CHALLENGE'>,
  address: string | null,
  atMs: number,
): { load: number; blockShare: number } {
  const quietPerMinute = challengeSettings(env).quietGuestsPerMinute;
  if (all?.quietPerMinute !== quietPerMinute)
    all = { load: new Load(quietPerMinute), quietPerMinute };
  all.load.count(atMs);
  if (address === null) return { load: all.load.at(atMs), blockShare: 0 };
  const block = addressBlock(address);
  const blockShare = blocks.usedShare(block, atMs);
  blocks.take(block, atMs);
  return { load: all.load.at(atMs), blockShare };
}
