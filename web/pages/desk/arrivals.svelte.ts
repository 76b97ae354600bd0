import type { QueuePage } from '../../../worker/wire/desk.ts';
import { request } from '../../api.ts';
import { liveContest } from '../../live.svelte.ts';

const QUIET_MS = 2500;

/** Asks for the counts anew, a moment after the contest's ledger has grown. For use while a component initialises. */
export function followCounts(
  contestId: string,
  seq: number,
  receive: (counts: QueuePage['counts']) => void,
): void {
  followLedger(contestId, seq, async () => {
    const reply = await request<QueuePage>('GET', `/api/contests/${contestId}/queue?limit=1`);
    if (reply.ok) receive(reply.data.counts);
  });
}

/** Calls `ask` a moment after the contest's ledger has grown, however often it grows. For use while a component initialises. */
export function followLedger(contestId: string, seq: number, ask: () => Promise<void>): void {
  let known = seq;
  let timer: ReturnType<typeof setTimeout> | undefined;

  liveContest({
    contestId,
    since: () => known,
    onmessage(message) {
      if (message.seq <= known) return;
      known = message.seq;
      timer ??= setTimeout(() => {
        timer = undefined;
        void ask();
      }, QUIET_MS);
    },
  });
  $effect(() => () => clearTimeout(timer));
}
