import type { EpochMs, Moment } from '../contract.ts';
import { findEntry, overLimit, statusCount, tooManyGone } from '../mechanics/entries.ts';
import { lookup } from '../mechanics/lookup.ts';
import { publicAccount } from '../mechanics/vote-account.ts';
import { compareMethods } from './comparison.server.ts';
import { entriesNotOpen, limitsOf } from './decisions.server.ts';
import { pairTurn, votableInOrder } from './pair-turn.ts';
import type { Board, Config, Mine, RefusalReason } from './schema.ts';
import {
  GROUP,
  inPlay,
  latestRound,
  openedRound,
  ownDesigns,
  roundAt,
  votingClosesAtMs,
  votingOpensAtMs,
  type State,
} from './state.ts';
import { ballotAccount, standingBallots } from './weighing.ts';

/** While voting runs, if the brand wants it so; the jury's time stays quiet, and then the result shows everything. */
export function standingsVisible(config: Config, { atMs, announced }: Moment): boolean {
  const voting = votingOpensAtMs(config) <= atMs && atMs < votingClosesAtMs(config);
  return announced || (config.standingsVisible && voting);
}

export function boardOf(state: State, config: Config, moment: Moment): Board {
  // A disqualified design keeps its place on the ledger; in the gallery and in the counts it is none.
  const out = [...moment.disqualified].filter(
    (id) => findEntry(state.entries, id)?.status === 'approved',
  );
  const latest = standingsVisible(config, moment) ? latestRound(state, config) : null;
  // Without a ballot every method puts everybody level, which tells nothing.
  const compared = latest && latest.opened.weighed.counted > 0 ? latest : null;
  return {
    designCount: statusCount(state.entries, GROUP, 'approved') - out.length,
    offered: state.offered,
    rounds: config.rounds.map(({ id }) => {
      const opened = openedRound(state, id);
      return {
        id,
        designCount: opened ? inPlay(state, opened.entryIds, moment.disqualified).length : null,
        ballotCount: opened ? standingBallots(opened) : 0,
        goOn: opened?.goOn
          ? inPlay(state, opened.goOn, moment.disqualified).map((entry) => entry.id)
          : null,
      };
    }),
    methods:
      compared && compareMethods(state, compared.round.id, compared.opened, moment.disqualified),
    votes: publicAccount(ballotAccount(state), moment.atMs < votingClosesAtMs(config)),
  };
}

export function mineOf(state: State, config: Config, moment: Moment, fanId: string): Mine {
  const { atMs } = moment;
  return {
    entries: ownDesigns(state, fanId).flatMap((id) => {
      const entry = findEntry(state.entries, id);
      if (!entry) return [];
      const { mediaId, status, submittedAtMs } = entry;
      const refusalReason = entry.refusalReason as RefusalReason | null;
      return [{ id, mediaId, status, refusalReason, submittedAtMs }];
    }),
    cannotEnter: cannotEnter(state, config, atMs, fanId),
    canWithdraw: atMs < votingClosesAtMs(config),
    round: roundOf(state, config, moment, fanId),
    votedIn: config.rounds
      .map(({ id }) => id)
      .filter((id) => lookup(openedRound(state, id)?.cast ?? {}, fanId)),
  };
}

function cannotEnter(
  state: State,
  config: Config,
  atMs: EpochMs,
  fanId: string,
): Mine['cannotEnter'] {
  const refused =
    entriesNotOpen(config, atMs) ??
    overLimit(state.entries, fanId, GROUP, limitsOf(config)) ??
    tooManyGone(state.entries, fanId);
  return (refused?.code ?? null) as Mine['cannotEnter'];
}

/** What the fan can do in the round that is open, and has done. */
function roundOf(state: State, config: Config, moment: Moment, fanId: string): Mine['round'] {
  const round = roundAt(config, moment.atMs);
  const opened = round && openedRound(state, round.id);
  if (!opened) return null;
  const order = votableInOrder(state, round.id, opened, fanId, moment.disqualified);
  const cast = lookup(opened.cast, fanId);
  const shown = new Set(order);
  const { method } = opened.ballot;
  return {
    id: round.id,
    order,
    // What a ballot says about designs that have left counts for nothing, so it is not shown.
    entryIds:
      cast && (method === 'approval' || method === 'ranked')
        ? cast.entryIds.filter((id) => shown.has(id))
        : null,
    scores:
      cast && method === 'score'
        ? Object.entries(cast.scores)
            .filter(([id]) => shown.has(id))
            .map(([entryId, points]) => ({ entryId, points }))
        : null,
    pairs: method === 'pairs' ? pairsOf(state, round.id, opened, moment, fanId) : null,
  };
}

function pairsOf(
  state: State,
  roundId: string,
  opened: NonNullable<ReturnType<typeof openedRound>>,
  moment: Moment,
  fanId: string,
): NonNullable<Mine['round']>['pairs'] {
  const { answered, total, next } = pairTurn(state, roundId, opened, fanId, moment.disqualified);
  return {
    answered,
    total,
    next: next && { leftEntryId: next.left, rightEntryId: next.right },
  };
}
