import { defineContest, type Role } from '../contract.ts';
import { hasVoted, votesFor, weighVotes } from '../mechanics/ballots.ts';
import { findEntry } from '../mechanics/entries.ts';
import { accountedVote, voteAccount } from '../mechanics/vote-account.ts';
import { amendmentRefused } from './amendments.server.ts';
import { decideAction } from './decisions.server.ts';
import { canaries, defaultConfig, demoConfig, demoPlay, finishedGame } from './demo.server.ts';
import { Event } from './events.server.ts';
import { applyEvent, isKnown, joinFan } from './folding.server.ts';
import { refusals } from './refusals.ts';
import { pickFromStandings, readinessOf, tallyStop } from './results.server.ts';
import { Action, Board, Config, Mine, Review, Secrets } from './schema.ts';
import { stagesOf, startState, votingOpen, type State } from './state.ts';
import { boardOf, mineOf, reviewOf } from './views.server.ts';

const FAN: readonly Role[] = ['fan'];
const MODERATION: readonly Role[] = ['moderator', 'owner'];

const schemas = {
  config: Config,
  secrets: Secrets,
  action: Action,
  event: Event,
  board: Board,
  mine: Mine,
  review: Review,
};

/** Photographs along a route of cities: fans enter and vote, a jury marks, so many works win at every stop. */
export const streetPhotoRelay = defineContest<typeof schemas, State>({
  type: 'street-photo-relay',
  rulesVersion: 1,
  title: 'Street photo relay',
  summary:
    'Photographs along a route of cities or scenes: fans send and vote, and the best of every stop win.',
  schemas,
  refusals,
  actors: {
    submit: FAN,
    withdraw: FAN,
    vote: FAN,
    unvote: FAN,
    approve: MODERATION,
    refuse: MODERATION,
    mark: ['judge'],
  },
  defaults: defaultConfig,
  stages: stagesOf,
  start: startState,
  decide: decideAction,
  apply: applyEvent,
  // Everything a relay shows is sent in or known from the start.
  due: () => null,
  knows: isKnown,
  join: joinFan,
  amend: amendmentRefused,
  // A mark changes no entry's own row, but the standings of the group that its entry is in.
  touched: (_state, { data }) => [data.entryId],
  entry(state, id) {
    const entry = findEntry(state.entries, id);
    if (!entry) return null;
    const { fingerprint: _fingerprint, seq: _seq, ...facts } = entry;
    return { ...facts, votes: votesFor(state.ballots, id) };
  },
  pictures: () => [],
  creditsVisible: () => true,
  groups: (config) => config.route.map((stop) => ({ id: stop.id, label: stop.name })),
  tally: tallyStop,
  readiness: readinessOf,
  pickWinners: pickFromStandings,
  standingsVisible: (config, moment) =>
    moment.announced || (config.standingsVisible && votingOpen(config, moment.atMs)),
  boardView: boardOf,
  fanView: mineOf,
  reviewView: reviewOf,
  votes: {
    castBy: (event) => (event.type === 'voted' ? [event.entryId] : []),
    stands: ({ ballots }, { voterId, targetId }) => hasVoted(ballots, voterId, targetId),
    weigh: (state, votes, weight) => ({
      state,
      touched: weighVotes(state.ballots, votes, weight),
    }),
    account: ({ ballots }, disqualified) => voteAccount(ballots, disqualified),
    accounted: ({ ballots }, vote, disqualified) => accountedVote(ballots, vote, disqualified),
  },
  demo: {
    liveTitle: 'Vienna to Nagasaki',
    finishedTitle: 'Three Harbours',
    config: demoConfig,
    secrets: () => ({}),
    play: demoPlay,
    playedToTheEnd: finishedGame,
    canaries,
  },
});
