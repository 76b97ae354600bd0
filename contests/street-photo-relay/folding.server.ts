import type { Recorded } from '../contract.ts';
import {
  castVote,
  isVoter,
  restore,
  setAside,
  takeBack,
  voidAll,
  voidVote,
} from '../mechanics/ballots.ts';
import { addEntry, findEntry, handOver, setStatus } from '../mechanics/entries.ts';
import { giveMark } from '../mechanics/jury.ts';
import { lookup } from '../mechanics/lookup.ts';
import type { Event } from './events.server.ts';
import type { Config } from './schema.ts';
import { budgetOf, type State } from './state.ts';

/** Folds one accepted event into the state, in place. */
export function applyEvent(
  state: State,
  { data, actorId, atMs, seq }: Recorded<Event>,
  config: Config,
): State {
  const { entries, ballots, jury } = state;
  switch (data.type) {
    case 'submitted':
      addEntry(entries, {
        id: data.entryId,
        group: data.stopId,
        authorId: actorId,
        mediaId: data.mediaId,
        fingerprint: data.fingerprint,
        captionHash: data.captionHash,
        creditHash: data.creditHash,
        status: 'pending',
        refusalReason: null,
        submittedAtMs: atMs,
        seq,
      });
      break;
    case 'withdrawn':
      setStatus(entries, data.entryId, 'withdrawn');
      setAside(ballots, data.entryId);
      break;
    case 'refused':
      setStatus(entries, data.entryId, 'refused', data.reason);
      setAside(ballots, data.entryId);
      break;
    case 'approved': {
      setStatus(entries, data.entryId, 'approved');
      const authorId = findEntry(entries, data.entryId)?.authorId;
      restore(ballots, data.entryId, config.votes.budget, (voterId) => voterId !== authorId);
      break;
    }
    case 'voted': {
      const entry = findEntry(entries, data.entryId);
      if (entry) castVote(ballots, actorId, entry.id, budgetOf(config, entry.group, atMs));
      break;
    }
    case 'unvoted':
      takeBack(ballots, actorId, data.entryId);
      break;
    case 'marked':
      giveMark(jury, actorId, data.entryId, data.points);
      break;
  }
  return state;
}

/** Whether this person has entries, votes or marks. */
export function isKnown({ entries, ballots, jury }: State, fanId: string): boolean {
  return (
    lookup(entries.byAuthor, fanId) !== undefined ||
    lookup(jury.byJuror, fanId) !== undefined ||
    isVoter(ballots, fanId)
  );
}

/**
 * A guest signed in. Entries go over to the fan. The guest's votes are voided: some may be for the same entries as the
 * fan's, and to keep only the others would reward voting twice. The fan's votes for entries that turn out to be their own
 * are voided too.
 */
export function joinFan(
  state: State,
  formerId: string,
  fanId: string,
): { state: State; touched: readonly string[] } {
  if (formerId === fanId) return { state, touched: [] };
  const touched = new Set(voidAll(state.ballots, formerId));
  for (const entryId of handOver(state.entries, formerId, fanId)) {
    touched.add(entryId);
    voidVote(state.ballots, fanId, entryId, 'joined');
  }
  return { state, touched: [...touched] };
}
