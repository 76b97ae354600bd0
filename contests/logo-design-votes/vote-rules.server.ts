import type { VoteRef, VoteRules, VoteWeight } from '../contract.ts';
import { lookup } from '../mechanics/lookup.ts';
import { favours, weighBallot } from './cast-ballot.ts';
import type { Event } from './events.server.ts';
import type { State } from './state.ts';

/** How votes are put aside: with one of its votes goes the whole ballot, since a ballot is one statement. */
export const voteRules: VoteRules<State, Event> = {
  castBy(event) {
    switch (event.type) {
      case 'designsApproved':
      case 'designsRanked':
        return event.entryIds;
      case 'designsScored':
        return event.scores.map(({ entryId }) => entryId);
      case 'chosen':
        if (event.choice === 'neither') return [];
        return [event.choice === 'left' ? event.leftEntryId : event.rightEntryId];
      default:
        return [];
    }
  },
  stands: (state, vote) => Object.values(state.rounds).some(({ cast }) => favoured(cast, vote)),
  weigh(state, votes, weight: VoteWeight) {
    const touched = new Set<string>();
    for (const round of Object.values(state.rounds)) {
      for (const vote of votes) {
        // A ballot taken back meanwhile stays marked, should it be cast again.
        if (lookup(round.cast, vote.voterId) && !favoured(round.cast, vote)) continue;
        if (!round.entryIds.includes(vote.targetId)) continue;
        weighBallot(round, vote.voterId, weight);
        touched.add(vote.targetId);
      }
    }
    return { state, touched: [...touched] };
  },
};

function favoured(cast: State['rounds'][string]['cast'], { voterId, targetId }: VoteRef): boolean {
  const ballot = lookup(cast, voterId);
  return ballot !== undefined && favours(ballot).includes(targetId);
}
