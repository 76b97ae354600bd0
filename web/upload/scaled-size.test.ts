import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_SIDE_PX, scaledSize } from './scaled-size.ts';

it('scales the longer side of a photograph down to the limit', () => {
  expect(scaledSize({ width: 6000, height: 4000 }, 2048)).toEqual({ width: 2048, height: 1365 });
  expect(scaledSize({ width: 3000, height: 4000 }, 2048)).toEqual({ width: 1536, height: 2048 });
});

it('leaves a small photograph as it is', () => {
  expect(scaledSize({ width: 2048, height: 300 }, 2048)).toEqual({ width: 2048, height: 300 });
});

it('keeps any shape within the limit, to the nearest pixel, and never without a pixel', () => {
  const side = fc.integer({ min: 1, max: 30_000 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      const scaled = scaledSize({ width, height }, MAX_SIDE_PX);
      const factor = Math.min(1, MAX_SIDE_PX / Math.max(width, height));
      expect(Math.max(scaled.width, scaled.height)).toBeLessThanOrEqual(MAX_SIDE_PX);
      expect(Math.min(scaled.width, scaled.height)).toBeGreaterThanOrEqual(1);
      expect(Math.abs(scaled.width - width * factor)).toBeLessThanOrEqual(1);
      expect(Math.abs(scaled.height - height * factor)).toBeLessThanOrEqual(1);
    }),
  );
});
