import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** A reproducible source of randomness: the same key gives the same sequence on any machine. */
export interface Random {
  /** A uniformly distributed integer in [0, bound). `bound` is 1 … 2^32. */
  below(bound: number): number;
}

/**
 * The stream of the verifiable draw: HMAC-SHA-256 in counter mode, block i = HMAC(key, "fanfare/draw" || uint32be(i)),
 * read as big-endian 32-bit words. Bounded integers by rejection, so that every outcome is equally likely.
 * docs/ledger.md gives it in enough detail to write it again in another language.
 */
export function createRandom(keyHex: string): Random {
  const key = hexToBytes(keyHex);
  const label = utf8ToBytes('fanfare/draw');
  let block = new DataView(new ArrayBuffer(0));
  let offset = 0;
  let counter = 0;

  function nextWord(): number {
    if (offset === block.byteLength) {
      const index = new Uint8Array(4);
      new DataView(index.buffer).setUint32(0, counter++);
      const digest = hmac(sha256, key, concatBytes(label, index));
      block = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
      offset = 0;
    }
    const word = block.getUint32(offset);
    offset += 4;
    return word;
  }

  return {
    below(bound) {
      if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
        throw new RangeError(`bound must be an integer from 1 to 2^32, got ${bound}`);
      }
      const limit = 2 ** 32 - (2 ** 32 % bound);
      for (;;) {
        const word = nextWord();
        if (word < limit) return word % bound;
      }
    },
  };
}

/** The commitment to a secret seed that stands on the ledger from publication: SHA-256 of its bytes, hex. */
export function seedCommitment(seedHex: string): string {
  return bytesToHex(sha256(hexToBytes(seedHex)));
}

/** The key of a draw: HMAC-SHA-256(seed, hash of the last block before the draw), hex. Nobody knows it beforehand. */
export function drawKey(seedHex: string, lastBlockHashHex: string): string {
  return bytesToHex(hmac(sha256, hexToBytes(seedHex), hexToBytes(lastBlockHashHex)));
}

/** A new array in drawn order (Fisher–Yates, from the last place down). */
export function shuffle<T>(items: readonly T[], random: Random): T[] {
  const drawn = [...items];
  for (let last = drawn.length - 1; last > 0; last--) {
    const pick = random.below(last + 1);
    [drawn[last], drawn[pick]] = [drawn[pick] as T, drawn[last] as T];
  }
  return drawn;
}
