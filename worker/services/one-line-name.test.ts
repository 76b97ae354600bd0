import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLineName } from './one-line-name.ts';

const name = oneLineName(2, 20);

describe('a name', () => {
  it.each([
    ['  Long   Light ', 'Long Light'],
    ['O’Brien & Søn', 'O’Brien & Søn'],
    ['東京', '東京'],
    ['שלום', 'שלום'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['👩‍👩‍👧 & co', '👩‍👩‍👧 & co'],
    // Letters that look like others are letters.
    ['аdmin', 'аdmin'],
  ])('%j is kept as %j', (given, kept) => {
    expect(name.parse(given)).toBe(kept);
  });

  it.each([
    ['nothing', '', 'Write something here.'],
    ['one letter', 'x', 'Use at least 2 characters.'],
    ['too much', 'x'.repeat(21), 'Use at most 20 characters.'],
    ['two lines', 'Prize\nYou won', 'Write the name on one line.'],
    ['two lines of an old Mac', 'Prize\rYou won', 'Write the name on one line.'],
    ['a separator of lines', 'Prize\u2028You won', 'Write the name on one line.'],
    ['a separator of paragraphs', 'Prize\u2029You won', 'Write the name on one line.'],
    ['an override', '\u202Enimda', 'Leave out invisible'],
    ['an isolate', '\u2066admin', 'Leave out invisible'],
    ['a mark of direction', 'ad\u200fmin', 'Leave out invisible'],
    ['another mark of direction', 'ad\u061cmin', 'Leave out invisible'],
    ['a space without width', 'ad\u200bmin', 'Leave out invisible'],
    ['a hyphen that is not shown', 'ad\u00admin', 'Leave out invisible'],
    ['only joiners', '\u200d\u200c\u200d', 'Write something that can be seen.'],
    ['a zero byte', 'ad\u0000min', 'Leave out invisible'],
    ['a bell', 'ad\u0007min', 'Leave out invisible'],
    ['half a surrogate pair', 'ad\ud800', 'This text is damaged.'],
  ])('refuses %s, and says why', (_, given, why) => {
    const parsed = name.safeParse(given);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.message).toContain(why);
  });

  it('is settled: what was accepted is accepted again unchanged, and is one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 25 }), (given) => {
        const first = name.safeParse(given);
        if (!first.success) return;
        expect(name.parse(first.data)).toBe(first.data);
        expect(first.data).not.toMatch(/[\r\n\u2028\u2029\p{Cc}\p{Bidi_Control}]/u);
      }),
    );
  });
});
