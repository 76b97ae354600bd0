import { describe, expect, it } from 'vitest';
import type { Standing } from '../contract.ts';
import { createRandom } from './draw.ts';
import { fillPlaces, honoursOf } from './places.ts';

const random = () => createRandom('ab'.repeat(32));
const standing = (id: string, rank: number, group = ''): Standing => ({
  id,
  group,
  rank,
  figures: {},
});
const places = {
  honours: ['A rail pass'],
  otherwise: 'Selected work',
  placeCount: 2,
  alternateCount: 1,
};

describe('places', () => {
  it('have an honour each, the declared ones first', () => {
    expect(honoursOf(places)).toEqual(['A rail pass', 'Selected work']);
  });

  it('are filled by rank, with the alternates behind', () => {
    const standings = [standing('c', 3), standing('a', 1), standing('d', 4), standing('b', 2)];
    expect(fillPlaces(standings, [''], places, random())).toEqual([
      { group: '', honours: ['A rail pass', 'Selected work'], order: ['a', 'b', 'c'] },
    ]);
  });

  it('are drawn among those level with each other, the same way by the same key', () => {
    const level = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => standing(id, 2));
    const [first] = fillPlaces([...level, standing('best', 1)], [''], places, random());
    expect(first?.order[0]).toBe('best');
    expect(first?.order).toHaveLength(3);
    expect(fillPlaces([...level, standing('best', 1)], [''], places, random())).toEqual([first]);
    const others = ['01', '02', '03', '04', '05'].map(
      (key) => fillPlaces(level, [''], places, createRandom(key.repeat(32)))[0]?.order[0],
    );
    expect(new Set(others).size).toBeGreaterThan(1);
  });

  it('stay empty in a group where nobody stands', () => {
    const standings = [standing('a', 1, 'vienna')];
    expect(fillPlaces(standings, ['vienna', 'graz'], places, random()).map((g) => g.order)).toEqual(
      [['a'], []],
    );
  });
});
