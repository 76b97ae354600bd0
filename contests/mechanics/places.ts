import type { Shortlist, Standing } from '../contract.ts';
import { shuffle, type Random } from './draw.ts';

/** What every group has to give. */
export interface Places {
  /** Declared honours or prizes, first place first; those missing are filled up. */
  honours: readonly string[];
  /** What a place without a declared honour is called. */
  otherwise: string;
  placeCount: number;
  alternateCount: number;
}

/** The declared honours, filled up so that every place has one. */
export function honoursOf({ honours, otherwise, placeCount }: Places): string[] {
  return Array.from({ length: placeCount }, (_, index) => honours[index] ?? otherwise);
}

/** Winners and alternates of every group by rank; those level with each other come in drawn order. */
export function fillPlaces(
  standings: readonly Standing[],
  groups: readonly string[],
  places: Places,
  random: Random,
): Shortlist[] {
  const length = places.placeCount + places.alternateCount;
  const byGroup = Map.groupBy(standings, (standing) => standing.group);
  return groups.map((group) => {
    const order: string[] = [];
    const byRank = Map.groupBy(byGroup.get(group) ?? [], (standing) => standing.rank);
    for (const rank of [...byRank.keys()].sort((a, b) => a - b)) {
      if (order.length >= length) break;
      order.push(...shuffle(byRank.get(rank) ?? [], random).map((standing) => standing.id));
    }
    return { group, honours: honoursOf(places), order: order.slice(0, length) };
  });
}
