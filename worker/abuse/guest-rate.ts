import type { Bindings } from '../env.ts';
import { Load } from './challenge-load.ts';
import { challengeSettings } from './challenge-settings.ts';
import { addressBlock } from './network.ts';
import { TokenBuckets } from './token-buckets.ts';

type Env = Pick<Bindings, 'FANFARE_CHALLENGE'>;

/** New guests that an address block may bring before its challenges cost the most: a school class twice over. */
const BLOCK = { capacity: 60, refillPerSecond: 0.5 };

// Of this instance of the worker alone, and only in its memory: good enough for a price.
let all: { load: Load; quietPerMinute: number } | undefined;
const blocks = new TokenBuckets(BLOCK);

function loadOf(env: Env): Load {
  const quietPerMinute = challengeSettings(env).quietGuestsPerMinute;
  if (all?.quietPerMinute !== quietPerMinute)
    all = { load: new Load(quietPerMinute), quietPerMinute };
  return all.load;
}

/** How busy becoming a guest is, here and in an address block. */
export function guestPressure(
  env: Env,
  address: string | null,
  atMs: number,
): { load: number; blockShare: number } {
  const blockShare = address === null ? 0 : blocks.usedShare(addressBlock(address), atMs);
  return { load: loadOf(env).at(atMs), blockShare };
}

/**
 * Counts somebody who asks for a challenge, in their address block alone: asking proves nothing, so it must not make anything dearer
 * for anybody else.
 */
export function guestAsks(address: string | null, atMs: number): void {
  if (address !== null) blocks.take(addressBlock(address), atMs);
}

/** Counts somebody who has become a guest, with everything that takes. */
export function guestComes(env: Env, atMs: number): void {
  loadOf(env).count(atMs);
}
