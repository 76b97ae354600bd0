import { defineContest, type Role } from '../contract.ts';
import { findEntry } from '../mechanics/entries.ts';
import { amendmentRefused } from './amendments.server.ts';
import { decideAction } from './decisions.server.ts';
import { defaultConfig, demo } from './demo.server.ts';
import { Event } from './events.server.ts';
import { applyEvent, isKnown, joinFan } from './folding.server.ts';
import { refusals } from './refusals.ts';
import { pickFromStandings, readinessOf, tallyDesigns } from './results.server.ts';
import { reviewOf } from './review.server.ts';
import { dueNow } from './schedule.server.ts';
import { Action, Board, Config, Mine, Review, Secrets } from './schema.ts';
import { GROUP, stagesOf, startState, type State } from './state.ts';
import { touchedBy } from './touched.server.ts';
import { voteRules } from './vote-rules.server.ts';
import { boardOf, mineOf, standingsVisible } from './views.server.ts';

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

/** A design found by vote: a brand's own or fans' designs, one to four rounds, by approval, scores, rankings or pairs. */
export const logoDesignVotes = defineContest<typeof schemas, State>({
  type: 'logo-design-votes',
  rulesVersion: 1,
  title: 'Design vote',
  summary:
    'A logo, a poster, a name badge: your designs or those of fans, voted on in rounds until one is left.',
  schemas,
  refusals,
  actors: {
    submit: FAN,
    withdraw: FAN,
    approveDesigns: FAN,
    scoreDesigns: FAN,
    rankDesigns: FAN,
    choose: FAN,
    takeBallotBack: FAN,
    approve: MODERATION,
    refuse: MODERATION,
    mark: ['judge'],
  },
  defaults: defaultConfig,
  stages: stagesOf,
  start: startState,
  decide: decideAction,
  apply: applyEvent,
  due: dueNow,
  knows: isKnown,
  join: joinFan,
  amend: amendmentRefused,
  touched: touchedBy,
  entry(state, id) {
    const entry = findEntry(state.entries, id);
    if (!entry) return null;
    const { fingerprint: _fingerprint, seq: _seq, ...facts } = entry;
    // What a ballot says depends on its method; no single number of votes would be true of all.
    return { ...facts, votes: 0 };
  },
  pictures: (config) =>
    config.source === 'brand' ? config.designs.map(({ pictureId }) => pictureId) : [],
  creditsVisible: (config, { announced }) =>
    announced || config.source === 'brand' || !config.blind,
  groups: () => [{ id: GROUP, label: 'Designs' }],
  tally: tallyDesigns,
  readiness: readinessOf,
  pickWinners: pickFromStandings,
  standingsVisible,
  boardView: boardOf,
  fanView: mineOf,
  reviewView: reviewOf,
  votes: voteRules,
  demo,
});
