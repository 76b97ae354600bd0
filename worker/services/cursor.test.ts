import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';

describe('a cursor', () => {
  it('comes back as it was sent', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.string(), (key, id) => {
        expect(decodeCursor(encodeCursor({ key, id }))).toEqual({ key, id });
      }),
    );
  });

  it('that was not made here is none, whatever it holds', () => {
    const made = (value: string) => Buffer.from(value).toString('base64url');
    for (const text of ['', 'x', made('[1]'), made('["1","a"]'), made('[1e999,"a"]'), made('{}')])
      expect(decodeCursor(text)).toBeNull();
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor(text)).not.toThrow();
      }),
    );
  });
});
