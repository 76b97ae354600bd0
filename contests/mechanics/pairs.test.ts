import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextPair, pairKey, sequenceKey, shuffledPairs } from './pairs.ts';

const designs = (count: number) => Array.from({ length: count }, (_, index) => `design-${index}`);
const key = (person: string) => sequenceKey(person, 'final', 'a seed of the server');

describe('the pairs of one person', () => {
  it('are all pairs, each once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), fc.string(), (count, person) => {
        const pairs = [...shuffledPairs(designs(count), key(person))];
        expect(pairs.length).toBe((count * (count - 1)) / 2);
        expect(new Set(pairs.map(pairKey)).size).toBe(pairs.length);
        expect(pairs.every(({ left, right }) => left !== right)).toBe(true);
      }),
    );
  });

  it('come in the same order and on the same sides whenever they are asked for', () => {
    const first = [...shuffledPairs(designs(9), key('Ana'))];
    expect([...shuffledPairs(designs(9), key('Ana'))]).toEqual(first);
  });

  it('come in another order for somebody else, in another round, under another seed', () => {
    const order = (keyHex: string) => JSON.stringify([...shuffledPairs(designs(9), keyHex)]);
    const orders = [
      key('Ana'),
      key('Ben'),
      sequenceKey('Ana', 'first', 'a seed of the server'),
      sequenceKey('Ana', 'final', 'another'),
    ];
    expect(new Set(orders.map(order)).size).toBe(4);
  });

  it('begin anywhere and favour no side', () => {
    const firsts = Array.from(
      { length: 600 },
      (_, index) => [...shuffledPairs(designs(3), key(`fan ${index}`))][0]!,
    );
    const counts = Object.groupBy(firsts, ({ left, right }) => `${left} ${right}`);
    expect(Object.keys(counts).length).toBe(6);
    for (const group of Object.values(counts)) expect(group!.length).toBeGreaterThan(60);
  });
});

describe('the pair whose turn it is', () => {
  it('is the first not answered, and stays it until it is', () => {
    const sequence = [...shuffledPairs(designs(5), key('Ana'))];
    const answered = new Set(sequence.slice(0, 3).map(pairKey));
    expect(nextPair(designs(5), key('Ana'), answered, () => true)).toEqual(sequence[3]);
    expect(nextPair(designs(5), key('Ana'), answered, () => true)).toEqual(sequence[3]);
  });

  it('leaves out designs that are not shown to this person, and the others keep their order', () => {
    const sequence = [...shuffledPairs(designs(5), key('Ana'))];
    const shown = (id: string) => id !== 'design-2';
    const expected = sequence.filter(({ left, right }) => shown(left) && shown(right));
    const seen: unknown[] = [];
    const answered = new Set<string>();
    for (
      let pair = nextPair(designs(5), key('Ana'), answered, shown);
      pair;
      pair = nextPair(designs(5), key('Ana'), answered, shown)
    ) {
      seen.push(pair);
      answered.add(pairKey(pair));
    }
    expect(seen).toEqual(expected);
    expect(seen.length).toBe(6);
  });

  it('is none when all are answered or there are fewer than two designs', () => {
    expect(nextPair(designs(1), key('Ana'), new Set(), () => true)).toBeNull();
    expect(nextPair(designs(2), key('Ana'), new Set(['design-0 design-1']), () => true)).toBeNull();
  });
});
