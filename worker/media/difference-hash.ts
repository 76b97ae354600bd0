import { decode } from 'fast-png';

/** Size of the picture a difference hash is made from: eight differences in each of eight rows. */
export const HASH_WIDTH_PX = 9;
export const HASH_HEIGHT_PX = 8;

/** Up to this many of 64 bits apart, two pictures are shown to a moderator as look-alikes. */
export const NEAR_DUPLICATE_BITS = 8;

/**
 * 64-bit difference hash (N. Krawetz, "Kind of Like That", 2013): one bit for each pair of horizontal
 * neighbours, set when the left one is darker. Survives scaling, re-encoding and brightness.
 *
 * @param png a 9×8 PNG of any colour type
 * @returns 16 hex digits, the first row first
 */
export function differenceHash(png: Uint8Array): string {
  const { width, height, channels, data } = decode(png);
  if (width !== HASH_WIDTH_PX || height !== HASH_HEIGHT_PX) {
    throw new RangeError(`a difference hash needs 9×8 pixels, not ${width}×${height}`);
  }
  const luma = (x: number, y: number): number => {
    const at = (y * width + x) * channels;
    const red = data[at] ?? 0;
    if (channels < 3) return red * 1000;
    // Rec. 601 weights, kept as integers so that equal pixels compare equal.
    return red * 299 + (data[at + 1] ?? 0) * 587 + (data[at + 2] ?? 0) * 114;
  };
  let hash = '';
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width - 1; x += 1) row = row * 2 + (luma(x, y) < luma(x + 1, y) ? 1 : 0);
    hash += row.toString(16).padStart(2, '0');
  }
  return hash;
}

/** Number of set bits of a 32-bit integer (H. S. Warren, Hacker's Delight, section 5-1). */
function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A hash as two 32-bit integers: comparing thousands of them needs no big integers. */
export type HashWords = readonly [number, number];

export function hashWords(hash: string): HashWords {
  return [parseInt(hash.slice(0, 8), 16) | 0, parseInt(hash.slice(8), 16) | 0];
}

/** How many of the 64 bits differ. */
export function hammingDistance(a: HashWords, b: HashWords): number {
  return bitCount(a[0] ^ b[0]) + bitCount(a[1] ^ b[1]);
}
