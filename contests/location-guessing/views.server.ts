import type { Moment } from '../contract.ts';
import { isRunning } from './decisions.server.ts';
import { playerOf } from '../mechanics/players.ts';
import { orderOf } from './results.server.ts';
import { gameWindow, playWindow, within } from './schedule.ts';
import type { Board, Config, Mine } from './schema.ts';
import { findShown, isTold, looksOf, type Look, type State, type Total } from './state.ts';
import type { MyRound } from './view-schema.ts';

/** The same for everybody: counts that no place has an influence on. */
export function boardOf(state: State, config: Config, { atMs }: Moment): Board {
  return {
    games: (state.games ?? []).flatMap((roundCount, index) => {
      const window = gameWindow(config, index + 1);
      if (!window) return [];
      const later = atMs < window.opensAtMs ? 'upcoming' : 'over';
      const status = within(window, atMs) ? 'open' : later;
      return [{ game: index + 1, roundCount, status, ...window } as const];
    }),
    playerCount: state.players.count,
    answerCount: state.answerCount,
    nameChanges: state.nameChanges,
  };
}

/** The leaderboard holds no round that is still secret to those who have answered it, so it may be seen while games run. */
export function standingsVisible(config: Config, moment: Moment): boolean {
  const { opensAtMs } = playWindow(config);
  return moment.announced || (config.standingsVisible && moment.atMs >= opensAtMs);
}

/** A fan's own rounds. What has come out of the secrets for others shows here only where this fan may know it too. */
export function mineOf(state: State, config: Config, moment: Moment, fanId: string): Mine {
  const player = playerOf(state.players, fanId);
  const looks = player ? Object.values(looksOf(state, player.id)) : [];
  const total = player && state.totals[player.id];
  return {
    playerId: player?.id ?? null,
    named: player?.nameHash != null,
    nameTakenDown: player?.nameTakenDown ?? false,
    rounds: looks
      .toSorted((a, b) => a.game - b.game || a.round - b.round)
      .map((look) => myRound(state, look, moment.atMs)),
    total: total ? { ...total } : { points: 0, distanceM: 0, answeredRounds: 0, timeMs: 0 },
    ...placeAmongAll(state, config, moment, player?.id ?? ''),
    answers: answersOf(state),
  };
}

function myRound(state: State, look: Look, atMs: number): MyRound {
  const { game, round, startedAtMs, deadlineAtMs, guess, hintTaken } = look;
  const shown = findShown(state, game, round);
  const told = isTold(state, look);
  const unanswered = isRunning(look, atMs) ? 'running' : 'timeUp';
  return {
    game,
    round,
    status: guess ? 'answered' : unanswered,
    startedAtMs,
    deadlineAtMs,
    pictureIds: [...(shown?.pictureIds ?? [])],
    hasHint: shown?.hasHint ?? false,
    hint: hintTaken ? (shown?.hint ?? null) : null,
    guess: guess && { latitude: guess.latitude, longitude: guess.longitude, usedMs: guess.usedMs },
    score:
      guess && told
        ? { distanceM: guess.distanceM, points: guess.points, bonus: guess.bonus, hintTaken }
        : null,
    answer: told && shown?.answer ? { ...shown.answer } : null,
  };
}

function placeAmongAll(
  state: State,
  config: Config,
  moment: Moment,
  playerId: string,
): Pick<Mine, 'rank' | 'rankedCount'> {
  if (!standingsVisible(config, moment)) return { rank: null, rankedCount: 0 };
  const own = state.totals[playerId];
  const order = orderOf(config);
  const ranked = rankedIds(state, moment);
  if (!own) return { rank: null, rankedCount: ranked.length };
  let better = 0;
  let stands = false;
  for (const id of ranked) {
    stands ||= id === playerId;
    if (order(state.totals[id] as Total, own) < 0) better += 1;
  }
  return { rank: stands ? better + 1 : null, rankedCount: ranked.length };
}

/** Players with a rank. Tens of thousands, at each look: nobody is looked up while nobody is out. */
function rankedIds({ totals, players }: State, { disqualified }: Moment): string[] {
  const ids = Object.keys(totals);
  if (disqualified.size === 0) return ids;
  return ids.filter(
    (id) => !disqualified.has(id) && !disqualified.has(players.byId[id]?.fanId ?? ''),
  );
}

function answersOf(state: State): Mine['answers'] {
  return [...state.revealed]
    .sort((a, b) => a - b)
    .flatMap((game) =>
      Array.from({ length: state.games?.[game - 1] ?? 0 }, (_, index) => {
        const shown = findShown(state, game, index + 1);
        return { game, round: index + 1, shown };
      }),
    )
    .flatMap(({ game, round, shown }) =>
      shown?.answer
        ? [{ game, round, pictureIds: [...shown.pictureIds], answer: { ...shown.answer } }]
        : [],
    );
}
