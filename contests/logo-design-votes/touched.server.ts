import type { Recorded } from '../contract.ts';
import type { Event } from './events.server.ts';
import { openedRound, type State } from './state.ts';

/** Entries whose row an event changes, or any one of them where only the standings change. */
export function touchedBy(state: State, { data }: Recorded<Event>): readonly string[] {
  switch (data.type) {
    case 'designsOffered':
      return data.designs.map(({ entryId }) => entryId);
    case 'submitted':
    case 'withdrawn':
    case 'approved':
    case 'refused':
    case 'marked':
      return [data.entryId];
    default:
      return openedRound(state, data.roundId)?.entryIds.slice(0, 1) ?? [];
  }
}
