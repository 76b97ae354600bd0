import type { VoteRef, VoteWeight } from '../contract.ts';
import { lookup } from '../mechanics/lookup.ts';
import { addBallot, removeBallot, type Preferences } from '../mechanics/preferences.ts';
import { summedUp, type VoteAccount } from '../mechanics/vote-account.ts';
import { preferencesOf, statementCount, type CastBallot } from './cast-ballot.ts';
import { holdVote, personBehind, weightOf } from './held-voters.ts';
import type { OpenedRound, State } from './state.ts';

/** Replaces what a fan says in a round; null and a ballot that says nothing leave none. */
export function setBallot(
  state: State,
  round: OpenedRound,
  fanId: string,
  next: CastBallot | null,
): void {
  const weight = weightOf(state.held, fanId);
  reckon(round, fanId, weight, -1);
  keepBallot(round, fanId, next);
  reckon(round, fanId, weight, 1);
}

/** Puts a ballot in its place without counting it. */
export function keepBallot(round: OpenedRound, fanId: string, ballot: CastBallot | null): void {
  if (ballot && statementCount(ballot) > 0) round.cast[fanId] = ballot;
  else delete round.cast[fanId];
}

/** Takes the ballots of these people out of all sums, changes something, and puts back what is left as it weighs then. */
export function recounted(state: State, personIds: readonly string[], change: () => void): void {
  const reckonAll = (by: 1 | -1) => {
    for (const personId of new Set(personIds)) {
      const weight = weightOf(state.held, personId);
      for (const round of Object.values(state.rounds)) reckon(round, personId, weight, by);
    }
  };
  reckonAll(-1);
  change();
  reckonAll(1);
}

/** Counts, quarantines or voids votes, and with each all ballots of its voter. Returns the rounds whose sums changed. */
export function weighBallots(
  state: State,
  votes: readonly VoteRef[],
  weight: VoteWeight,
): OpenedRound[] {
  const changed = new Set<OpenedRound>();
  for (const vote of votes) {
    const personId = personBehind(state.held, vote.voterId);
    const before = weightOf(state.held, personId);
    recounted(state, [personId], () => holdVote(state.held, vote, weight));
    if (weightOf(state.held, personId) === before) continue;
    for (const round of Object.values(state.rounds))
      if (lookup(round.cast, personId)) changed.add(round);
  }
  return [...changed];
}

function reckon(round: OpenedRound, personId: string, weight: VoteWeight, by: 1 | -1): void {
  const ballot = lookup(round.cast, personId);
  if (!ballot) return;
  round.revision += 1;
  round.weighed[weight] += by;
  if (weight !== 'counted') return;
  const change: (sums: Preferences, one: Parameters<typeof addBallot>[1]) => void =
    by === 1 ? addBallot : removeBallot;
  for (const one of preferencesOf(ballot, round.ballot)) change(round.preferences, one);
}

/** How many ballots have been cast in a round and not taken back, held ones too. */
export function standingBallots({ weighed }: OpenedRound): number {
  return weighed.counted + weighed.quarantined + weighed.voided;
}

/** The account of ballots of all rounds; one ballot of one fan in one round is one vote. */
export function ballotAccount(state: State): VoteAccount {
  const rounds = Object.values(state.rounds);
  const sum = (figure: (round: OpenedRound) => number) =>
    rounds.reduce((total, round) => total + figure(round), 0);
  return summedUp({
    counted: sum(({ weighed }) => weighed.counted),
    quarantined: sum(({ weighed }) => weighed.quarantined),
    voidedBy: {
      // A ballot speaks of many designs, so it stays when one of them leaves.
      entryGone: 0,
      disqualified: 0,
      joined: sum(({ joined }) => joined),
      abuse: sum(({ weighed }) => weighed.voided),
    },
  });
}
