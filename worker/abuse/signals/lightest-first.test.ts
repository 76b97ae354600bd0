import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LightestFirst } from './lightest-first.ts';

it('gives the lightest first, among equals the lowest number', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.nat(20))), (items) => {
      const heap = new LightestFirst();
      for (const [weight, item] of items) heap.push(weight, item);
      const popped = Array.from(items, () => heap.pop());
      expect(popped).toEqual([...items].sort(([a, x], [b, y]) => a - b || x - y));
      expect(heap.pop()).toBeUndefined();
    }),
  );
});
