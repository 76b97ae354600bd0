import { refuse, type Moment, type Readiness, type Shortlist, type Standing } from '../contract.ts';
import type { Random } from '../mechanics/draw.ts';
import { approvedIn, findEntry, statusCount } from '../mechanics/entries.ts';
import { compareScores, scoreOf } from '../mechanics/jury.ts';
import { fillPlaces } from '../mechanics/places.ts';
import {
  combine,
  competitionRanks,
  inOrder,
  levels as inLevels,
  type Order,
} from '../mechanics/ranking.ts';
import { figuresOf } from './figures.server.ts';
import { countBy, rankedIn } from './ranking.server.ts';
import type { Config, Round } from './config-fields.ts';
import { refusals } from './refusals.ts';
import {
  finalistsKnownAtMs,
  GROUP,
  inPlay,
  nextRoster,
  openedRound,
  votingClosesAtMs,
  type OpenedRound,
  type State,
} from './state.ts';
import { standingBallots } from './weighing.ts';

/**
 * Standings, best first: those of the last round that has opened, ranked by it; behind them those who left after the round
 * before, ranked by that one; and so on. Designs that were in no round yet are level at the end.
 */
export function tallyDesigns(
  state: State,
  config: Config,
  _group: string,
  excluded: ReadonlySet<string>,
): Standing[] {
  const approved = approvedIn(state.entries, GROUP)
    .filter((entry) => !excluded.has(entry.id))
    .map((entry) => entry.id);
  const placed = new Set<string>();
  const ranking: string[][] = [];
  const figures = new Map<string, Record<string, number>>();
  config.rounds.toReversed().forEach((round, fromLast) => {
    const opened = openedRound(state, round.id);
    if (!opened) return;
    const ids = inPlay(state, opened.entryIds, excluded).map((entry) => entry.id);
    const last = fromLast === 0;
    for (const level of levelsOf(state, config, opened, ids, last)) {
      const leaving = level.filter((id) => !placed.has(id));
      if (leaving.length > 0) ranking.push(leaving);
    }
    const details = figuresOf(state, config, opened, ids, last);
    for (const id of ids.filter((one) => !placed.has(one)))
      figures.set(id, { round: config.rounds.length - fromLast, ...details(id) });
    for (const id of ids) placed.add(id);
  });
  const waiting = approved.filter((id) => !placed.has(id));
  if (waiting.length > 0) ranking.push(waiting);
  const ranks = competitionRanks(ranking);
  return ranking.flat().map((id) => ({
    id,
    group: GROUP,
    rank: ranks.get(id) as number,
    figures: figures.get(id) ?? { round: 0 },
  }));
}

/** The designs of one round, best first; those level with each other are left to the draw. */
function levelsOf(
  state: State,
  config: Config,
  opened: OpenedRound,
  ids: readonly string[],
  last: boolean,
): string[][] {
  const votes = rankedIn(opened, ids);
  const byVotes = orderOf(votes);
  const byJury: Order<string> = (a, b) =>
    compareScores(scoreOf(state.jury, a), scoreOf(state.jury, b));
  const { by, weights } = config.selection;
  const deciding = !last || by === 'votes' ? byVotes : by === 'jury' ? byJury : combined();
  const tieRule: Record<Config['tieRule'], Order<string>> = {
    draw: () => 0,
    borda: orderOf(countBy('borda', opened, ids).levels),
    votes: byVotes,
    jury: byJury,
    earliest: (a, b) => findEntry(state.entries, a)!.seq - findEntry(state.entries, b)!.seq,
  };
  return inLevels(ids, inOrder(deciding, tieRule[config.tieRule]));

  function combined(): Order<string> {
    const points = combine([
      { ranking: votes, weight: weights.votes },
      { ranking: inLevels(ids, byJury), weight: weights.jury },
    ]);
    return (a, b) => (points.get(b) ?? 0) - (points.get(a) ?? 0);
  }
}

function orderOf(ranking: readonly string[][]): Order<string> {
  const ranks = competitionRanks(ranking);
  return (a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0);
}

/** Winners and alternates; those level with each other come in drawn order. */
export function pickFromStandings(
  standings: readonly Standing[],
  config: Config,
  random: Random,
): Shortlist[] {
  const { honours, placeCount, alternateCount } = config;
  return fillPlaces(
    standings,
    [GROUP],
    { honours, otherwise: 'Selected design', placeCount, alternateCount },
    random,
  );
}

/** The designs that the jury marks: those of the last round; empty until they are known. */
export function finalists(state: State, config: Config, { atMs, disqualified }: Moment): string[] {
  const last = config.rounds.at(-1) as Round;
  if (atMs < finalistsKnownAtMs(config)) return [];
  const opened = openedRound(state, last.id);
  return opened
    ? inPlay(state, opened.entryIds, disqualified).map((entry) => entry.id)
    : nextRoster(state, config, last, disqualified);
}

/** Whether winners can be selected now, and what should be known first. */
export function readinessOf(state: State, config: Config, moment: Moment): Readiness {
  const retryAtMs = votingClosesAtMs(config);
  if (moment.atMs < retryAtMs)
    return { ready: false, refused: refuse(refusals, 'designs/STILL_OPEN', { retryAtMs }) };
  const designs = finalists(state, config, moment);
  const lacking =
    config.selection.by === 'votes'
      ? []
      : designs.filter((id) => scoreOf(state.jury, id).marks < config.juryQuorum);
  if (lacking.length > 0) {
    const refused = refuse(refusals, 'designs/JURY_INCOMPLETE');
    const message = `${lacking.length} ${lacking.length === 1 ? 'finalist lacks' : 'finalists lack'} marks (${config.juryQuorum} needed each). Ask the jury for them, or lower the marks needed by a change of the rules.`;
    return { ready: false, refused: { ...refused, message } };
  }
  return { ready: true, warnings: warningsOf(state, config, moment, designs) };
}

function warningsOf(
  state: State,
  config: Config,
  moment: Moment,
  designs: readonly string[],
): string[] {
  const warnings: string[] = [];
  const pending = statusCount(state.entries, GROUP, 'pending');
  if (pending > 0)
    warnings.push(`Designs that were never decided on: ${pending}. They took no part in the vote.`);
  if (designs.length < config.placeCount)
    warnings.push(
      `Only ${designs.length} ${designs.length === 1 ? 'design is' : 'designs are'} left in the last round, for ${config.placeCount} places. Designs that left earlier fill the rest.`,
    );
  const last = openedRound(state, config.rounds.at(-1)?.id ?? '');
  if (config.selection.by !== 'jury' && !last?.weighed.counted)
    warnings.push(
      last && standingBallots(last) > 0
        ? 'None of the ballots of the last round counts: all are quarantined or voided.'
        : 'Nobody voted in the last round.',
    );
  if (config.selection.by !== 'votes') {
    const incomplete = Object.values(state.jury.byJuror).filter((marks) =>
      designs.some((id) => !Object.hasOwn(marks, id)),
    ).length;
    if (incomplete > 0) warnings.push(`Jurors who have not marked every finalist: ${incomplete}.`);
  }
  if (moment.atMs < config.resultsAtMs)
    warnings.push('The planned time of the results has not come yet.');
  return warnings;
}
