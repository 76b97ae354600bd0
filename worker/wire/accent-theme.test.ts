import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accentTheme, contrast } from './accent-theme.ts';

type Rgb = readonly [number, number, number];
const rgb = (hex = '') =>
  [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('any brand colour gives readable buttons and readable accent words in light and dark', () => {
  fc.assert(
    fc.property(colour, (accent) => {
      const theme = accentTheme(accent);
      const between = (one: string, other: string) => contrast(rgb(one), rgb(other));
      expect(
        between(theme['--accent-fill-light']!, theme['--accent-on-light']!),
      ).toBeGreaterThanOrEqual(4.5);
      expect(
        between(theme['--accent-fill-dark']!, theme['--accent-on-dark']!),
      ).toBeGreaterThanOrEqual(4.5);
      for (const ground of ['#fbf8f3', '#ffffff', '#f2ece3'])
        expect(between(theme['--accent-ink-light']!, ground)).toBeGreaterThanOrEqual(4.5);
      for (const ground of ['#14110f', '#1e1a17', '#0d0b0a'])
        expect(between(theme['--accent-ink-dark']!, ground)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('a colour that already reads well is left as the brand chose it', () => {
  expect(accentTheme('#b3261e')['--accent-fill-light']).toBe('#b3261e');
});

test('something that is no colour changes nothing', () => {
  expect(accentTheme('red;}body{display:none')).toEqual({});
});
