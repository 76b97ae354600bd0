import type { VoteRules } from '../contract.ts';
import { lookup } from '../mechanics/lookup.ts';
import { firstOn, highest } from './cast-ballot.ts';
import type { Event } from './events.server.ts';
import { personBehind } from './held-voters.ts';
import type { State } from './state.ts';
import { ballotAccount, weighBallots } from './weighing.ts';

/** How votes are put aside: a ballot is a vote for the design that it puts first. */
export const voteRules: VoteRules<State, Event> = {
  castBy(event) {
    switch (event.type) {
      case 'designsApproved':
      case 'designsRanked':
        return event.entryIds.slice(0, 1);
      case 'designsScored': {
        const first = highest(event.scores.map(({ entryId, points }) => [entryId, points]));
        return first === null ? [] : [first];
      }
      case 'chosen':
        // Whom the ballot puts first in the end is seen when all its answers are: `stands` knows.
        if (event.choice === 'neither') return [];
        return [event.choice === 'left' ? event.leftEntryId : event.rightEntryId];
      default:
        return [];
    }
  },
  lastWordOnly: true,
  stands({ rounds, held }, { voterId, targetId }) {
    const personId = personBehind(held, voterId);
    return Object.values(rounds).some(({ cast }) => {
      const ballot = lookup(cast, personId);
      return ballot !== undefined && firstOn(ballot) === targetId;
    });
  },
  weigh(state, votes, weight) {
    const changed = weighBallots(state, votes, weight);
    // Any design of a round: its standings are counted anew.
    return { state, touched: changed.flatMap(({ entryIds }) => entryIds.slice(0, 1)) };
  },
  account: (state) => ballotAccount(state),
};
