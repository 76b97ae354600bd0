import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  indexOfDigest,
  normaliseText,
  numberMatches,
  placeMatches,
  readChoice,
  readNumber,
  readOrder,
  readPlace,
  readText,
  sameDigest,
} from './answers.ts';

const loose = { ignoreAccents: true, ignorePunctuation: true };
const strict = { ignoreAccents: false, ignorePunctuation: false };
const canonicalOf = (read: ReturnType<typeof readNumber>) => (read.ok ? read.canonical : read.code);

describe('a text', () => {
  it.each([
    ['  Trieste ', 'trieste'],
    ['TRAIN   ferry', 'train ferry'],
    ['Ｔｒｉｅｓｔｅ', 'trieste'],
    ['ﬁne', 'fine'],
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['οδος', 'οδοσ'],
    ['Málaga', 'malaga'],
    ['Ma\u0301laga', 'malaga'],
    ['İstanbul', 'istanbul'],
    ["O'Brien!", 'obrien'],
    ['train-ferry', 'train ferry'],
    ['train\u00a0–\tferry.', 'train ferry'],
    ['5 €', '5'],
  ])('%s is compared as %s', (written, compared) => {
    expect(normaliseText(written, loose)).toBe(compared);
  });

  it('keeps accents and punctuation where the rules say so', () => {
    expect(normaliseText('Málaga, 5.', strict)).toBe('málaga, 5.');
    expect(normaliseText('Ma\u0301laga', strict)).toBe('málaga');
  });

  it('with nothing left to compare is refused', () => {
    expect(canonicalOf(readText('?!', loose))).toBe('answers/EMPTY');
    expect(canonicalOf(readText(' \u200b ', strict))).toBe('answers/EMPTY');
  });

  const rules = fc.record({ ignoreAccents: fc.boolean(), ignorePunctuation: fc.boolean() });

  it('normalised twice is what it was once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), rules, (text, how) => {
        const once = normaliseText(text, how);
        expect(normaliseText(once, how)).toBe(once);
      }),
    );
  });

  it('is the same in capitals', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'aäßéiıoøñσςфzŁ -.') });
    fc.assert(
      fc.property(letters, rules, (text, how) => {
        expect(normaliseText(text.toUpperCase(), how)).toBe(normaliseText(text, how));
      }),
    );
  });
});

describe('a number', () => {
  it.each([
    ['12', '12'],
    ['+12.0', '12'],
    ['1,5', '15e-1'],
    ['1.50', '15e-1'],
    ['1 435', '1435'],
    ["1'435", '1435'],
    ['−3', '-3'],
    ['.5', '5e-1'],
    ['-0', '0'],
    ['007', '7'],
  ])('%s is read as %s', (written, canonical) => {
    expect(canonicalOf(readNumber(written))).toBe(canonical);
  });

  it.each(['', 'four', '1.2.3', '1e5', '-', ',', '0x10', '1/2', '9'.repeat(60)])(
    '%s is none',
    (text) => {
      expect(canonicalOf(readNumber(text))).toBe('answers/NOT_A_NUMBER');
    },
  );

  const matches = (text: string, value: number, kind: 'absolute' | 'percent', amount: number) =>
    numberMatches(canonicalOf(readNumber(text)), value, { kind, amount });

  it('matches within its tolerance, ends included, without rounding errors', () => {
    expect(matches('0.4', 0.3, 'absolute', 0.1)).toBe(true);
    expect(matches('0,2', 0.3, 'absolute', 0.1)).toBe(true);
    expect(matches('0.4000001', 0.3, 'absolute', 0.1)).toBe(false);
    expect(matches('4', 4, 'absolute', 0)).toBe(true);
    expect(matches('4.0001', 4, 'absolute', 0)).toBe(false);
    expect(matches('105', 100, 'percent', 5)).toBe(true);
    expect(matches('95', 100, 'percent', 5)).toBe(true);
    expect(matches('105.01', 100, 'percent', 5)).toBe(false);
    expect(matches('-105', -100, 'percent', 5)).toBe(true);
    expect(matches('0', 0, 'percent', 50)).toBe(true);
    expect(matches('0.0000001', 1e-7, 'absolute', 0)).toBe(true);
    expect(matches('1000000000000000000000', 1e21, 'absolute', 0)).toBe(true);
  });

  it('is the same answer however it is written', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 999 }), (whole, part) => {
        const point = `${whole}.${String(part).padStart(3, '0')}`;
        const comma = ` ${point.replace('.', ',')}0`;
        expect(readNumber(comma)).toEqual(readNumber(point));
        expect(
          numberMatches(canonicalOf(readNumber(point)), Number(point), {
            kind: 'absolute',
            amount: 0,
          }),
        ).toBe(true);
      }),
    );
  });
});

describe('chosen and ordered ids', () => {
  const ids = ['a1', 'b2', 'c3'];

  it('are a choice in any order, an order in this one', () => {
    expect(readChoice('c3 a1', ids, true)).toEqual(readChoice('a1,c3', ids, true));
    expect(readOrder('c3 a1 b2', ids)).not.toEqual(readOrder('a1 b2 c3', ids));
  });

  it.each([
    ['one too many', readChoice('a1 b2', ids, false), 'answers/CHOOSE_ONE'],
    ['a stranger', readChoice('a1 zz', ids, true), 'answers/NOT_AN_OPTION'],
    ['none', readChoice(' ', ids, true), 'answers/NOT_AN_OPTION'],
    ['one missing', readOrder('a1 b2', ids), 'answers/ORDER_ALL'],
    ['one twice', readOrder('a1 b2 b2', ids), 'answers/ORDER_ALL'],
    ['a stranger among them', readOrder('a1 b2 zz', ids), 'answers/ORDER_ALL'],
  ])('%s is refused', (_, read, code) => {
    expect(read).toMatchObject({ ok: false, code });
  });
});

describe('a place', () => {
  it('is read to about a metre', () => {
    expect(canonicalOf(readPlace('45.6495, 13.7768'))).toBe('45.64950,13.77680');
    expect(readPlace('45.649501 13.7768')).toEqual(readPlace('45.6495, 13.776800'));
    expect(canonicalOf(readPlace('-0.000001, 0'))).toBe('0.00000,0.00000');
  });

  it.each(['', '45', '91, 0', '0, 181', 'Rome', '1,2,3', 'NaN, 0'])('%s is none', (text) => {
    expect(canonicalOf(readPlace(text))).toBe('answers/NOT_A_PLACE');
  });

  it('matches within so many km', () => {
    const trieste = { latitude: 45.6495, longitude: 13.7768 };
    // Trieste to Opicina is about 5.2 km.
    expect(placeMatches('45.69500,13.78900', trieste, 6)).toBe(true);
    expect(placeMatches('45.69500,13.78900', trieste, 5)).toBe(false);
  });
});

describe('digests', () => {
  const digest = fc.string({
    unit: fc.constantFrom(...'0123456789abcdef'),
    minLength: 8,
    maxLength: 8,
  });

  it('are compared by everything they hold', () => {
    fc.assert(fc.property(digest, digest, (a, b) => sameDigest(a, b) === (a === b)));
    expect(sameDigest('ab', 'abc')).toBe(false);
  });

  it('are found at the first place that holds them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<string>('aa', 'bb', 'cc')),
        fc.constantFrom('aa', 'dd'),
        (list, one) => {
          expect(indexOfDigest(one, list)).toBe(list.indexOf(one));
        },
      ),
    );
  });
});
