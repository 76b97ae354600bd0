import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spellsTheImpossible, isDeeperThan } from './json-shape.ts';

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
    : 0;

describe('the shape of a JSON text', () => {
  it('is as deep as its value, whatever its strings contain', () => {
    const text = fc.string({ unit: fc.constantFrom('[', '{', '"', '\\', ']', '}', 'a') });
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 6 }, text, fc.integer(), tie('list'), tie('map')),
      list: fc.array(tie('any'), { maxLength: 3 }),
      map: fc.dictionary(text, tie('any'), { maxKeys: 3 }),
    })).any;
    fc.assert(
      fc.property(value, fc.integer({ min: 0, max: 8 }), (any, most) => {
        expect(isDeeperThan(JSON.stringify(any), most)).toBe(depthOf(any) > most);
      }),
    );
  });

  it('is told without running out of stack', () => {
    expect(isDeeperThan('['.repeat(500_000), 32)).toBe(true);
    expect(isDeeperThan('[]'.repeat(250_000), 32)).toBe(false);
  });

  it('is broken by half a surrogate pair, in a value or in a name, and by nothing else', () => {
    expect(spellsTheImpossible('{"a":["\\ud800"]}')).toBe(true);
    expect(spellsTheImpossible('{"\\uDfff":1}')).toBe(true);
    expect(spellsTheImpossible('"\\ud83d\\ude00"')).toBe(false);
    expect(spellsTheImpossible('"\\\\ud800"')).toBe(false);
    expect(spellsTheImpossible('"\\ud800')).toBe(false);
  });

  it('is impossible with a number that no double holds, and with no other', () => {
    const digits = '9'.repeat(309);
    for (const text of ['1e309', '-1E+400', `{"a":[${digits}]}`, '0.1e0310', `${digits}.5e0`])
      expect(spellsTheImpossible(text), text).toBe(true);
    for (const text of ['1e308', '1e-999', '"1e999"', '9'.repeat(308), '[1,2.5e3]', '1e999x'])
      expect(spellsTheImpossible(text), text).toBe(false);
  });

  it('is impossible with a name that every object has, however it is written, and with no other', () => {
    for (const text of [
      '{"a":{"length":{"toString":1}}}',
      '[{"valueOf":null}]',
      '{"__proto__":{}}',
      '{"\\u0074oString":1}',
    ])
      expect(spellsTheImpossible(text), text).toBe(true);
    for (const text of [
      '["toString"]',
      '{"a":"valueOf"}',
      '{"length":1}',
      '{"\\u0061":1}',
      '{"tostring":1}',
    ])
      expect(spellsTheImpossible(text), text).toBe(false);
  });
});
