import type { VoteRules } from '../contract.ts';
import { lookup } from '../mechanics/lookup.ts';
import { emptyBallot, favouredOn } from './cast-ballot.ts';
import type { Event } from './events.server.ts';
import { personBehind, weightOf } from './held-voters.ts';
import type { State } from './state.ts';
import { ballotAccount, weighBallots } from './weighing.ts';

/** How votes are put aside: a ballot is a vote for each design that it is cast for. */
export const voteRules: VoteRules<State, Event> = {
  castBy(event) {
    switch (event.type) {
      case 'designsApproved':
        return event.entryIds;
      case 'designsRanked':
        return event.entryIds.slice(0, 1);
      case 'designsScored': {
        const scores = Object.fromEntries(
          event.scores.map((score) => [score.entryId, score.points]),
        );
        return favouredOn({ ...emptyBallot([]), scores }, 'score');
      }
      case 'chosen':
        // Whom the ballot is cast for in the end is seen when all its answers are: `stands` knows.
        if (event.choice === 'neither') return [];
        return [event.choice === 'left' ? event.leftEntryId : event.rightEntryId];
      default:
        return [];
    }
  },
  lastWordOnly: true,
  stands({ rounds, held }, { voterId, targetId }) {
    const personId = personBehind(held, voterId);
    return Object.values(rounds).some(({ cast, ballot: { method } }) => {
      const ballot = lookup(cast, personId);
      return ballot !== undefined && favouredOn(ballot, method).includes(targetId);
    });
  },
  weigh(state, votes, weight) {
    const changed = weighBallots(state, votes, weight);
    // Any design of a round: its standings are counted anew.
    return { state, touched: changed.flatMap(({ entryIds }) => entryIds.slice(0, 1)) };
  },
  account: (state) => ballotAccount(state),
  // One vote that is looked into holds every ballot of its voter, whatever they put first by now.
  accounted({ rounds, held }, { voterId }) {
    const personId = personBehind(held, voterId);
    const as = weightOf(held, personId);
    return Object.entries(rounds).flatMap(([roundId, { cast }]) =>
      lookup(cast, personId) ? [{ key: `${roundId} ${personId}`, as }] : [],
    );
  },
};
