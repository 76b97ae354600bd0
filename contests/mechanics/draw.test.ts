import fc from 'fast-check';
import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRandom, drawKey, seedCommitment, shuffle, type Random } from './draw.ts';

const KEY = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const hex64 = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));

/** The stream as docs/ledger.md describes it, written again on another implementation of HMAC. */
function words(keyHex: string, blocks: number): number[] {
  return Array.from({ length: blocks }, (_, index) => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(index);
    const label = Buffer.concat([Buffer.from('fanfare/draw'), counter]);
    const block = createHmac('sha256', Buffer.from(keyHex, 'hex')).update(label).digest();
    return Array.from({ length: 8 }, (_, word) => block.readUInt32BE(word * 4));
  }).flat();
}

describe('the stream of a draw', () => {
  it('is HMAC-SHA-256 in counter mode, read as big-endian words', () => {
    const random = createRandom(KEY);
    expect(Array.from({ length: 40 }, () => random.below(2 ** 32))).toEqual(words(KEY, 5));
  });

  it('rejects the words that would favour small numbers', () => {
    const bound = 3_000_000_000;
    const accepted = words(KEY, 20).filter((word) => word < bound);
    const random = createRandom(KEY);
    expect(accepted.map(() => random.below(bound))).toEqual(accepted);
    expect(accepted.length).toBeLessThan(160);
  });

  it('gives every number below the bound about equally often', () => {
    const random = createRandom(KEY);
    const seen = new Array<number>(6).fill(0);
    for (let i = 0; i < 6000; i++) seen[random.below(6)]! += 1;
    // Chi-square with 5 degrees of freedom exceeds 20.5 once in a thousand keys; this key is fixed.
    const chiSquare = seen.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(20.5);
  });

  it.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN])('refuses the bound %s', (bound) => {
    expect(() => createRandom(KEY).below(bound)).toThrow(RangeError);
  });
});

describe('the key of a draw', () => {
  it('binds the secret seed to the last block before the draw', () => {
    fc.assert(
      fc.property(hex64, hex64, (seed, block) => {
        const expected = createHmac('sha256', Buffer.from(seed, 'hex')).update(
          Buffer.from(block, 'hex'),
        );
        expect(drawKey(seed, block)).toBe(expected.digest('hex'));
      }),
    );
  });

  it('is committed to by the SHA-256 of the seed', () => {
    fc.assert(
      fc.property(hex64, (seed) => {
        const expected = createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex');
        expect(seedCommitment(seed)).toBe(expected);
      }),
    );
  });
});

describe('shuffle', () => {
  it('gives a permutation, the same one for the same key, and leaves its input alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), hex64, (items, key) => {
        const before = [...items];
        const drawn = shuffle(items, createRandom(key));
        expect(items).toEqual(before);
        expect([...drawn].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
        expect(shuffle(items, createRandom(key))).toEqual(drawn);
      }),
    );
  });

  it('reaches each of the six orders of three items by exactly one choice of numbers', () => {
    const orders = new Set<string>();
    for (let first = 0; first < 3; first++) {
      for (let second = 0; second < 2; second++) {
        const choices = [first, second];
        const chosen: Random = { below: () => choices.shift() ?? 0 };
        orders.add(shuffle(['a', 'b', 'c'], chosen).join(''));
      }
    }
    expect(orders.size).toBe(6);
  });
});
