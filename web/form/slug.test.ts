import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeSlug, slugOf } from './slug.ts';

describe('parts of addresses', () => {
  it('keeps letters and digits, without accents', () => {
    expect(slugOf('São Bento, 7 a.m.')).toBe('sao-bento-7-a-m');
  });

  it('puts a number behind a slug that is taken', () => {
    expect(freeSlug('Market', ['market', 'market-2'])).toBe('market-3');
  });

  it('is always well formed, short enough and free', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.array(fc.string()), (title, others) => {
        const taken = [...others, slugOf(title)];
        const slug = freeSlug(title, taken);
        expect(slug).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/);
        expect(taken).not.toContain(slug);
      }),
    );
  });
});
