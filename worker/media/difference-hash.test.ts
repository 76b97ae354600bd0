import fc from 'fast-check';
import { encode } from 'fast-png';
import { expect, it } from 'vitest';
import { differenceHash, hammingDistance, hashWords } from './difference-hash.ts';

/** A 9×8 picture whose brightness is given by a function of column and row. */
function picture(brightness: (x: number, y: number) => number): Uint8Array {
  const data = Uint8Array.from({ length: 72 }, (_, i) => brightness(i % 9, Math.floor(i / 9)));
  return encode({ width: 9, height: 8, data, channels: 1, depth: 8 });
}

it('sets a bit where a pixel is darker than its right neighbour', () => {
  expect(differenceHash(picture((x) => x * 10))).toBe('ffffffffffffffff');
  expect(differenceHash(picture((x) => 255 - x * 10))).toBe('0000000000000000');
  expect(differenceHash(picture((x) => (x % 2 ? 200 : 100)))).toBe('aaaaaaaaaaaaaaaa');
  expect(differenceHash(picture((x, y) => (y === 0 ? x : 0)))).toBe('ff00000000000000');
});

it('weighs colours by how bright they look', () => {
  const data = new Uint8Array(72 * 3);
  // Blue, then green, in turn: green looks brighter.
  for (let i = 0; i < 72; i += 1) data[i * 3 + ((i % 9) % 2 ? 1 : 2)] = 255;
  const png = encode({ width: 9, height: 8, data, channels: 3, depth: 8 });
  expect(differenceHash(png)).toBe('aaaaaaaaaaaaaaaa');
});

it('refuses a picture of another size', () => {
  const png = encode({ width: 8, height: 8, data: new Uint8Array(64), channels: 1, depth: 8 });
  expect(() => differenceHash(png)).toThrow('9×8');
});

it('counts the bits in which two hashes differ', () => {
  const hash = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  fc.assert(
    fc.property(hash, hash, (a, b) => {
      const [first, second] = [a, b].map((n) => hashWords(n.toString(16).padStart(16, '0')));
      const expected = [...(a ^ b).toString(2)].filter((bit) => bit === '1').length;
      expect(hammingDistance(first!, second!)).toBe(expected);
    }),
  );
});
