import { defineContest, type Role } from '../contract.ts';
import { playerEntry, playerOf } from '../mechanics/players.ts';
import { amendmentRefused } from './amendments.server.ts';
import { decideAction, picturesOf } from './decisions.server.ts';
import {
  canaries,
  defaultConfig,
  demoConfig,
  demoPlay,
  finishedGame,
  liveSecrets,
} from './demo.server.ts';
import { Event } from './events.server.ts';
import { applyEvent, isKnown, joinFan } from './folding.server.ts';
import { refusals } from './refusals.ts';
import { pickFromStandings, readinessOf, tallyPlayers } from './results.server.ts';
import { dueEvents } from './reveals.server.ts';
import { reviewOf } from './review.server.ts';
import { stagesOf } from './schedule.ts';
import { Action, Board, Config, Mine, Review, Secrets } from './schema.ts';
import { startState, type State } from './state.ts';
import { boardOf, mineOf, standingsVisible } from './views.server.ts';

const FAN: readonly Role[] = ['fan'];

const schemas = {
  config: Config,
  secrets: Secrets,
  action: Action,
  event: Event,
  board: Board,
  mine: Mine,
  review: Review,
};

/** Pictures of places: fans put a pin on the map before the time is up, and the closest win. */
export const locationGuessing = defineContest<typeof schemas, State>({
  type: 'location-guessing',
  rulesVersion: 1,
  title: 'Location guessing',
  summary:
    'Rounds of photographs: fans guess on a map where each was taken, against the clock. Daily or any time.',
  schemas,
  refusals,
  actors: {
    start: FAN,
    takeHint: FAN,
    guess: FAN,
    look: FAN,
    setName: FAN,
    takeNameDown: ['moderator', 'owner'],
  },
  defaults: defaultConfig,
  stages: stagesOf,
  start: startState,
  decide: decideAction,
  apply: applyEvent,
  due: dueEvents,
  knows: isKnown,
  join: joinFan,
  amend: amendmentRefused,
  touched(state, { data, actorId }) {
    switch (data.type) {
      case 'roundStarted':
        return [data.playerId];
      case 'guessed':
      case 'named': {
        const player = playerOf(state.players, actorId);
        return player ? [player.id] : [];
      }
      case 'nameTakenDown':
        return [data.entryId];
      case 'placesRevealed': {
        // No player's own row changes, but the standings do: any one of them stands for the group.
        const [playerId] = Object.keys(state.players.byId);
        return playerId === undefined ? [] : [playerId];
      }
      default:
        return [];
    }
  },
  entry: (state, id) => playerEntry(state.players, id),
  pictures: (_config, { games }) => games.flatMap(({ rounds }) => rounds.flatMap(picturesOf)),
  creditsVisible: () => true,
  groups: () => [{ id: '', label: 'Leaderboard' }],
  tally: tallyPlayers,
  readiness: readinessOf,
  pickWinners: pickFromStandings,
  standingsVisible,
  boardView: boardOf,
  fanView: mineOf,
  reviewView: reviewOf,
  demo: {
    liveTitle: 'Where the Camera Stood',
    finishedTitle: 'A Coast a Day',
    config: demoConfig,
    secrets: (_nowMs, pictures) => liveSecrets(pictures),
    play: demoPlay,
    playedToTheEnd: finishedGame,
    canaries,
  },
});
