import type { ContestClient } from '../../../contests/ui.ts';
import type { ContestDetail } from '../../../worker/wire/contest.ts';
import { t } from '../../messages/studio.ts';

/** A contest that stands still: a preview shows every screen, sends nothing and says so. */
export function previewClient(
  contest: ContestDetail,
): ContestClient<unknown, unknown, unknown, unknown> {
  const nothingSent = async () =>
    ({ ok: false, code: 'preview/NOTHING_SENT', message: t('preview.act') }) as const;
  return {
    contest,
    board: contest.board,
    mine: contest.mine,
    open: contest.open,
    nowMs: contest.nowMs,
    connection: 'live',
    meet: nothingSent,
    act: nothingSent,
    upload: nothingSent,
    cards: async () => ({ ok: true, cards: [] }),
    standings: async () => ({ ok: true, standings: [] }),
    entries: async () => ({ ok: true, entries: [], nextCursor: null, total: 0 }),
  };
}
