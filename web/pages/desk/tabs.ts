import type { DeskContest } from '../../../worker/wire/pages-desk.ts';
import type { Tab } from '../../kit/Tabs.svelte';
import { t } from '../../messages/desk.ts';

/** The parts of a contest's desk that this role has. */
export function deskTabs(
  { id, parts }: Pick<DeskContest, 'id' | 'parts'>,
  current: keyof DeskContest['parts'],
  /** What waits in the current part. */
  waiting?: number,
): Tab[] {
  const all: (Tab & { part: keyof DeskContest['parts'] })[] = [
    { part: 'queue', href: `/desk/${id}`, label: t('part.queue') },
    { part: 'jury', href: `/desk/${id}/jury`, label: t('part.jury') },
    { part: 'votes', href: `/desk/${id}/votes`, label: t('part.votes') },
    { part: 'results', href: `/desk/${id}/results`, label: t('part.results') },
  ];
  const own = all.filter(({ part }) => parts[part]);
  // A single part needs no choice.
  if (own.length < 2) return [];
  return own.map(({ part, ...tab }) => ({
    ...tab,
    current: part === current,
    count: part === current ? waiting : undefined,
  }));
}
