import { defineContest, type Role } from '../contract.ts';
import { playerEntry } from '../mechanics/players.ts';
import { amendmentRefused } from './amendments.server.ts';
import { whatIsDue } from './contents.server.ts';
import { decideAction } from './decisions.server.ts';
import { canaries, demoConfig, demoPlay, demoSecrets, finishedGame } from './demo.server.ts';
import { defaultConfig } from './defaults.ts';
import { Event } from './events.server.ts';
import { applyEvent, touchedBy } from './folding.server.ts';
import { isKnown, joinFan } from './joining.server.ts';
import { refusals } from './refusals.ts';
import { pickFromStandings, readinessOf, tally } from './results.server.ts';
import { reviewOf } from './review.server.ts';
import { Action, Board, Config, Mine, Review, Secrets } from './schema.ts';
import { stagesOf, startState, type State } from './state.ts';
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

/** Puzzles that open by the schedule or with what one has solved; whoever solves most, and soonest, wins. */
export const limitedTimePuzzles = defineContest<typeof schemas, State>({
  type: 'limited-time-puzzles',
  rulesVersion: 1,
  title: 'Limited-time puzzles',
  summary:
    'A set of puzzles to solve against the clock: words, numbers, choices, orders and places on the map.',
  schemas,
  refusals,
  actors: {
    open: FAN,
    answer: FAN,
    takeHint: FAN,
    setName: FAN,
    takeNameDown: ['moderator', 'owner'],
  },
  defaults: defaultConfig,
  stages: stagesOf,
  start: startState,
  decide: decideAction,
  apply: applyEvent,
  due: whatIsDue,
  knows: isKnown,
  join: joinFan,
  amend: amendmentRefused,
  touched: touchedBy,
  entry: (state, id) => playerEntry(state.players, id),
  pictures: (_config, { puzzles }) =>
    puzzles.flatMap((puzzle) => puzzle.pictures.map(({ picture }) => picture)),
  creditsVisible: () => true,
  groups: () => [{ id: '', label: 'Players' }],
  tally,
  readiness: readinessOf,
  pickWinners: pickFromStandings,
  standingsVisible,
  boardView: boardOf,
  fanView: mineOf,
  reviewView: reviewOf,
  demo: {
    liveTitle: 'Trains of Thought',
    finishedTitle: 'The Night Train Final',
    config: demoConfig,
    secrets: demoSecrets,
    play: demoPlay,
    playedToTheEnd: finishedGame,
    canaries,
  },
});
