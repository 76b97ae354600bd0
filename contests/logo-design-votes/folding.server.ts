import type { Recorded } from '../contract.ts';
import { addEntry, handOver, setStatus, type Entry } from '../mechanics/entries.ts';
import { giveMark } from '../mechanics/jury.ts';
import { lookup } from '../mechanics/lookup.ts';
import { noPreferences } from '../mechanics/preferences.ts';
import { emptyBallot, united, without } from './cast-ballot.ts';
import type { Config } from './config-fields.ts';
import type { Event } from './events.server.ts';
import { joinHeld } from './held-voters.ts';
import { findRound, GROUP, openedRound, ownDesigns, type State } from './state.ts';
import { keepBallot, recounted, setBallot } from './weighing.ts';

/** Folds one accepted event into the state, in place. */
export function applyEvent(
  state: State,
  { data, actorId, atMs, seq }: Recorded<Event>,
  config: Config,
): State {
  switch (data.type) {
    case 'designsOffered':
      state.offered = data.designs.map(({ entryId }) => entryId);
      data.designs.forEach(({ entryId, mediaId, nameHash }, index) =>
        addDesign(state, {
          id: entryId,
          authorId: actorId,
          mediaId,
          fingerprint: `offered ${index}`,
          captionHash: nameHash,
          creditHash: null,
          status: 'approved',
          submittedAtMs: atMs,
          // One number for all: sorting keeps them in the order of the brand's list.
          seq,
        }),
      );
      return state;
    case 'submitted':
      addDesign(state, {
        id: data.entryId,
        authorId: actorId,
        mediaId: data.mediaId,
        fingerprint: data.fingerprint,
        captionHash: data.rationaleHash,
        creditHash: data.creditHash,
        status: 'pending',
        submittedAtMs: atMs,
        seq,
      });
      return state;
    case 'withdrawn':
      setStatus(state.entries, data.entryId, 'withdrawn');
      return state;
    case 'approved':
      setStatus(state.entries, data.entryId, 'approved');
      return state;
    case 'refused':
      setStatus(state.entries, data.entryId, 'refused', data.reason);
      return state;
    case 'marked':
      giveMark(state.jury, actorId, data.entryId, data.points);
      return state;
    case 'roundOpened': {
      const round = findRound(config, data.roundId);
      if (!round) return state;
      state.rounds[data.roundId] = {
        ballot: round.ballot,
        seed: data.seed,
        entryIds: data.entryIds,
        cast: {},
        weighed: { counted: 0, quarantined: 0, voided: 0 },
        joined: 0,
        preferences: noPreferences(),
        revision: 0,
        goOn: null,
      };
      return state;
    }
    case 'shortlisted': {
      const opened = openedRound(state, data.roundId);
      if (opened) opened.goOn = data.entryIds;
      return state;
    }
    default:
      castBallot(state, actorId, data);
      return state;
  }
}

function addDesign(state: State, design: Omit<Entry, 'group' | 'refusalReason'>): void {
  addEntry(state.entries, { ...design, group: GROUP, refusalReason: null });
}

function castBallot(state: State, fanId: string, data: Extract<Event, { roundId: string }>): void {
  const round = openedRound(state, data.roundId);
  if (!round) return;
  const fresh = emptyBallot(ownDesigns(state, fanId));
  switch (data.type) {
    case 'designsApproved':
    case 'designsRanked':
      return setBallot(state, round, fanId, { ...fresh, entryIds: data.entryIds });
    case 'designsScored': {
      const scores = Object.fromEntries(
        data.scores.map(({ entryId, points }) => [entryId, points]),
      );
      return setBallot(state, round, fanId, { ...fresh, scores });
    }
    case 'chosen': {
      const { leftEntryId: left, rightEntryId: right, choice } = data;
      const before = lookup(round.cast, fanId)?.answers ?? [];
      return setBallot(state, round, fanId, {
        ...fresh,
        answers: [...before, { left, right, choice }],
      });
    }
    case 'ballotTakenBack':
      return setBallot(state, round, fanId, null);
  }
}

/** Whether this person has designs, ballots or marks. */
export function isKnown({ entries, jury, rounds }: State, fanId: string): boolean {
  return (
    lookup(entries.byAuthor, fanId) !== undefined ||
    lookup(jury.byJuror, fanId) !== undefined ||
    Object.values(rounds).some(({ cast }) => Object.hasOwn(cast, fanId))
  );
}

/**
 * A guest signed in. Designs go over to the fan, and so do ballots of rounds in which the fan has none; where both have one,
 * the fan's own counts (pairs are added up, each once). What a ballot says about the fan's own designs is taken out of it.
 * Ballots that are put aside go over just the same, or their owner would see that they are; they stay aside, and the
 * fan's own with them.
 */
export function joinFan(
  state: State,
  formerId: string,
  fanId: string,
): { state: State; touched: readonly string[] } {
  if (formerId === fanId) return { state, touched: [] };
  const handedOver = handOver(state.entries, formerId, fanId);
  const own = ownDesigns(state, fanId);
  const touched = new Set(handedOver);
  recounted(state, [formerId, fanId], () => {
    joinHeld(state.held, formerId, fanId);
    for (const round of Object.values(state.rounds)) {
      const theirs = lookup(round.cast, fanId);
      const former = lookup(round.cast, formerId);
      const ballot = theirs && former ? united(theirs, former, round.ballot) : (theirs ?? former);
      if (!ballot) continue;
      const before = Number(theirs !== undefined) + Number(former !== undefined);
      keepBallot(round, formerId, null);
      keepBallot(round, fanId, without(ballot, own));
      round.joined += before - Number(Object.hasOwn(round.cast, fanId));
      const [first] = round.entryIds;
      // Any design of the group: its standings are counted anew.
      if (first !== undefined) touched.add(first);
    }
  });
  return { state, touched: [...touched] };
}
