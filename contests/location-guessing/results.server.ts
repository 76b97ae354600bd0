import { refuse, type Moment, type Readiness, type Shortlist, type Standing } from '../contract.ts';
import type { Random } from '../mechanics/draw.ts';
import { fillPlaces } from '../mechanics/places.ts';
import { findPlayer } from '../mechanics/players.ts';
import { competitionRanks, inOrder, levels, type Order } from '../mechanics/ranking.ts';
import { refusals } from './refusals.ts';
import { gameWindow, playWindow } from './schedule.ts';
import type { Config } from './schema.ts';
import type { State, Total } from './state.ts';

const byPoints: Order<Total> = (a, b) => b.points - a.points;
const byAnswers: Order<Total> = (a, b) => b.answeredRounds - a.answeredRounds;
const byDistance: Order<Total> = (a, b) => a.distanceM - b.distanceM;
const byTime: Order<Total> = (a, b) => a.timeMs - b.timeMs;

/** The declared order of players: points, rounds answered, then the tie rule. Level means that only the draw can decide. */
export function orderOf({ ties }: Config): Order<Total> {
  const rule = { distance: [byDistance, byTime], time: [byTime, byDistance], draw: [] }[ties];
  return inOrder(byPoints, byAnswers, ...rule);
}

/** Players with an answer that counts, best first; those level with each other share a rank and stand in order of joining. */
export function tallyPlayers(
  state: State,
  config: Config,
  group: string,
  excluded: ReadonlySet<string>,
): Standing[] {
  const order = orderOf(config);
  const players = Object.values(state.players.byId).flatMap(({ id, fanId, counts }) => {
    const total = state.totals[id];
    return counts && total && !excluded.has(id) && !excluded.has(fanId) ? [{ id, total }] : [];
  });
  const ranking = levels(players, (a, b) => order(a.total, b.total));
  const ranks = competitionRanks(ranking);
  return ranking.flat().map((player) => ({
    id: player.id,
    group,
    rank: ranks.get(player) as number,
    figures: {
      points: player.total.points,
      roundsAnswered: player.total.answeredRounds,
      metresAway: player.total.distanceM,
      secondsUsed: Math.round(player.total.timeMs / 1000),
    },
  }));
}

export function pickFromStandings(
  standings: readonly Standing[],
  config: Config,
  random: Random,
): Shortlist[] {
  const places = {
    honours: config.honours,
    otherwise: 'Among the best',
    placeCount: config.placeCount,
    alternateCount: config.alternateCount,
  };
  return fillPlaces(standings, [''], places, random);
}

/** Whether winners can be selected now, and what should be known first. */
export function readinessOf(state: State, config: Config, moment: Moment): Readiness {
  const { closesAtMs } = playWindow(config);
  if (moment.atMs < closesAtMs) {
    const refused = refuse(refusals, 'guess/STILL_OPEN', { retryAtMs: closesAtMs });
    return { ready: false, refused };
  }
  return { ready: true, warnings: warningsOf(state, config, moment) };
}

/** What whoever decides should know, at the desk while the game runs and before winners are selected. */
export function warningsOf(state: State, config: Config, moment: Moment): string[] {
  const warnings = missingGames(state, config);
  const players = Object.keys(state.totals).filter((id) => {
    const player = findPlayer(state.players, id);
    return player && !moment.disqualified.has(id) && !moment.disqualified.has(player.fanId);
  });
  if (moment.atMs < playWindow(config).closesAtMs) return warnings;
  if (players.length < config.placeCount) {
    warnings.push(`Only ${players.length} of ${config.placeCount} places can be filled.`);
  }
  if (moment.atMs < config.schedule.resultsAtMs)
    warnings.push('The planned time of the results has not come yet.');
  return warnings;
}

/** Days without a game, and games without a day. Neither can be mended after publication, so the desk should say so early. */
function missingGames(state: State, config: Config): string[] {
  if (config.schedule.format !== 'daily' || !state.games) return [];
  const { days } = config.schedule;
  const games = state.games.length;
  if (games < days) {
    const first = games + 1 === days ? `Day ${days} has` : `Days ${games + 1} to ${days} have`;
    return [`${first} no game: only ${games} were set up.`];
  }
  const unplayed = state.games.filter((_, index) => gameWindow(config, index + 1) === null).length;
  return unplayed > 0 ? [`Games that have no day, and are never played: ${unplayed}.`] : [];
}
