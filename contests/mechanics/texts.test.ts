import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { erasable, plainText, textHash } from './texts.ts';

const caption = plainText(20);

describe('a plain text', () => {
  it.each([
    ['  Steam, six degrees.  ', 'Steam, six degrees.'],
    ['one\r\ntwo\tthree', 'one two three'],
    ['Zoe\u0308', 'Zoë'],
    ['שלום Ayşe 👩‍👩‍👧', 'שלום Ayşe 👩‍👩‍👧'],
  ])('%j is kept as %j', (given, kept) => {
    expect(caption.parse(given)).toBe(kept);
  });

  it.each([
    ['nothing', ''],
    ['only spaces', ' \n\t '],
    ['only joiners', '\u200b\u200d\u2060'],
    ['only a filler', '\u3164'],
    ['a bell', 'ring\u0007ring'],
    ['an override', 'abc\u202Egnp'],
    ['an isolate', '\u2066abc'],
    ['half a surrogate pair', 'a\ud800'],
    ['too much', 'x'.repeat(21)],
    ['far too much', ' '.repeat(1_000_000) + 'x'],
  ])('refuses %s', (_, given) => {
    expect(caption.safeParse(given).success).toBe(false);
  });

  it('is settled: what was accepted is accepted again unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 25 }), (given) => {
        const first = caption.safeParse(given);
        if (first.success) expect(caption.parse(first.data)).toBe(first.data);
      }),
    );
  });
});

describe('an erasable text', () => {
  it('is represented by the hash of its salt and itself', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 16 }), (text, salt) => {
        const kept = erasable({ salt }, 'caption', text);
        const expected = createHash('sha256').update(`${kept.salt}:${text}`, 'utf8').digest('hex');
        expect(kept.hash).toBe(expected);
        expect(textHash(kept.salt, text)).toBe(kept.hash);
      }),
    );
  });

  it('has a salt of its own for every field of an act', () => {
    const turn = { salt: 'fresh' };
    expect(erasable(turn, 'caption', 'Ama').hash).not.toBe(erasable(turn, 'credit', 'Ama').hash);
  });
});
