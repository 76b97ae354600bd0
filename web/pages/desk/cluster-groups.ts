import type { DeskCluster } from '../../../worker/wire/desk.ts';
import { entryName } from '../../kit/entry-name.ts';
import { t } from '../../messages/desk.ts';

/** Groups of votes that are, most of them, for the same entry. */
export interface ForEntry {
  entryId: string;
  /** Votes that stand, of all of them. */
  votes: number;
  clusters: DeskCluster[];
}

const sumOf = (clusters: readonly DeskCluster[]) =>
  clusters.reduce((sum, { votes }) => sum + votes, 0);

/**
 * What waits for a decision, entry by entry: those with most votes in groups first, then by the entry's id; within an entry most
 * votes first, then by the group's id. A sweep finds many at one time, so their time says nothing. `all` are the decided ones
 * too, so that a decision does not send the rest of its entry to another place.
 */
export function byEntry(
  clusters: readonly DeskCluster[],
  all: readonly DeskCluster[] = clusters,
): ForEntry[] {
  const entryOf = ({ targets }: DeskCluster) => targets[0]?.id ?? '';
  const weights = new Map([...Map.groupBy(all, entryOf)].map(([id, list]) => [id, sumOf(list)]));
  const weight = (entryId: string) => weights.get(entryId) ?? 0;
  return [...Map.groupBy(clusters, entryOf)]
    .map(([entryId, list]) => ({
      entryId,
      votes: sumOf(list),
      clusters: list.toSorted((a, b) => b.votes - a.votes || (a.id < b.id ? -1 : 1)),
    }))
    .sort((a, b) => weight(b.entryId) - weight(a.entryId) || (a.entryId < b.entryId ? -1 : 1));
}

/** What was decided last stands first, then by id. */
export function lastDecided(clusters: readonly DeskCluster[]): DeskCluster[] {
  return clusters.toSorted(
    (a, b) => (b.decidedAtMs ?? 0) - (a.decidedAtMs ?? 0) || (a.id < b.id ? -1 : 1),
  );
}

/** What the entry with most of its votes is called. */
export function forWhom({ targets: [first] }: Pick<DeskCluster, 'targets'>): string {
  return first?.entry ? entryName(first.entry) : t('results.untitled');
}
