import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeskCluster } from '../../../worker/wire/desk.ts';
import { byEntry, lastDecided } from './cluster-groups.ts';

const cluster = (id: string, votes: number, entryId: string, decidedAtMs: number | null = null) =>
  ({ id, votes, decidedAtMs, targets: [{ id: entryId, votes, entry: null }] }) as DeskCluster;

const some = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    votes: fc.nat({ max: 4 }),
    entryId: fc.constantFrom('p', 'q', 'r'),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
);

describe('groups of votes at the desk', () => {
  it('stand entry by entry, most votes first', () => {
    const groups = byEntry([
      cluster('a', 11, 'rain'),
      cluster('b', 25, 'bus'),
      cluster('c', 25, 'rain'),
      cluster('d', 36, 'dogs'),
      cluster('e', 11, 'rain'),
    ]);
    expect(
      groups.map(({ entryId, votes, clusters }) => [entryId, votes, clusters.map(({ id }) => id)]),
    ).toEqual([
      ['rain', 47, ['c', 'a', 'e']],
      ['dogs', 36, ['d']],
      ['bus', 25, ['b']],
    ]);
  });

  it('stay where they are when others of their entry are decided', () => {
    const open = [cluster('a', 11, 'rain'), cluster('b', 30, 'bus')];
    const decided = cluster('c', 25, 'rain', 5);
    const order = byEntry(open, [...open, decided]).map(({ entryId, votes }) => [entryId, votes]);
    expect(order).toEqual([
      ['rain', 11],
      ['bus', 30],
    ]);
  });

  it('stand in one order only, whatever order they came in, and none is lost', () => {
    fc.assert(
      fc.property(some, fc.func(fc.integer()), (list, mix) => {
        const clusters = list.map(({ id, votes, entryId }) => cluster(id, votes, entryId));
        const mixed = clusters.toSorted((a, b) => mix(a.id) - mix(b.id));
        expect(byEntry(mixed)).toEqual(byEntry(clusters));
        const listed = byEntry(clusters).flatMap((group) => group.clusters.map(({ id }) => id));
        expect(listed.toSorted()).toEqual(clusters.map(({ id }) => id).toSorted());
      }),
    );
  });

  it('stand with the latest decision first once they are decided', () => {
    const decided = [cluster('a', 1, 'p', 5), cluster('b', 9, 'p', 7), cluster('c', 2, 'q', 5)];
    expect(lastDecided(decided).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });
});
