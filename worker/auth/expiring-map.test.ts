import { expect, it } from 'vitest';
import { ExpiringMap } from './expiring-map.ts';

it('forgets what is older than its lifetime', () => {
  const map = new ExpiringMap<string>({ maxEntries: 2, lifetimeMs: 10 });
  map.set('a', 'first', 100);
  expect(map.get('a', 109)).toBe('first');
  expect(map.get('a', 110)).toBeUndefined();
  expect(map.get('a', 105)).toBeUndefined();
});

it('makes room by forgetting the oldest, and a renewed entry is young again', () => {
  const map = new ExpiringMap<number>({ maxEntries: 2, lifetimeMs: 1_000 });
  map.set('a', 1, 0);
  map.set('b', 2, 0);
  map.set('a', 3, 0);
  map.set('c', 4, 0);
  expect([map.get('a', 1), map.get('b', 1), map.get('c', 1)]).toEqual([3, undefined, 4]);
});
