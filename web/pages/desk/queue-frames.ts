import { t } from '../../messages/desk.ts';
import type { Frame } from './Filmstrip.svelte';
import type { Queue } from './queue.svelte.ts';

/** The queue as a filmstrip: what was decided here carries a sign. */
export function queueFrames(queue: Queue): Frame[] {
  return queue.items.map((item) => {
    const outcome = queue.outcomes.get(item.id);
    const status = queue.statusOf(item);
    const decided = outcome !== undefined && outcome.state !== 'failed';
    const approved = status === 'approved';
    return {
      id: item.id,
      picture: item.picture,
      label: `${item.caption || t('queue.noCaption')}, ${t(`status.${status}` as 'status.pending')}`,
      sign: outcome?.state === 'failed' ? '!' : !decided ? '' : approved ? '✓' : '✕',
      tone: !decided ? 'none' : approved ? 'good' : 'bad',
    };
  });
}
