import { refuse, type Moment, type Readiness, type Shortlist, type Standing } from '../contract.ts';
import type { Random } from '../mechanics/draw.ts';
import { lookup } from '../mechanics/lookup.ts';
import { fillPlaces } from '../mechanics/places.ts';
import { competitionRanks, inOrder, levels, type Order } from '../mechanics/ranking.ts';
import { lessHints, pointsAfterSolves, pointsAfterTime } from './points.ts';
import { refusals } from './refusals.ts';
import type { Config } from './schema.ts';
import { progressOf, solveCount, type PuzzleProgress, type Solve, type State } from './state.ts';
import { opensAtMs } from './unlocking.ts';
import type { Facts } from './view-schema.ts';

/** What a solve gives before hints come off. */
function worthOf(
  state: State,
  config: Config,
  facts: Facts,
  { openedAtMs }: PuzzleProgress,
  solve: Solve,
): number {
  const { scoring, schedule } = config;
  switch (scoring.kind) {
    case 'fixed':
      return facts.points;
    case 'byTime': {
      if (state.personalMs !== null)
        return pointsAfterTime(facts, solve.atMs - (openedAtMs ?? solve.atMs), state.personalMs);
      const fromMs = opensAtMs(config, facts.unlock) ?? schedule.opensAtMs;
      return pointsAfterTime(facts, solve.atMs - fromMs, schedule.closesAtMs - fromMs);
    }
    case 'bySolves': {
      const latest = solveCount(state, facts.number) - 1;
      const before = scoring.earlierSolvers === 'share' ? Math.max(0, latest) : solve.before;
      return pointsAfterSolves(facts, scoring.decay, before);
    }
  }
}

/** Points of a player for one puzzle, hints taken off; 0 while it is not solved. */
export function pointsFor(state: State, config: Config, facts: Facts, playerId: string): number {
  const progress = progressOf(state, playerId, facts.number);
  if (!progress.solved) return 0;
  const worth = worthOf(state, config, facts, progress, progress.solved);
  return lessHints(worth, facts.hintPrices.slice(0, progress.hintsTaken));
}

export interface Score {
  playerId: string;
  points: number;
  solved: number;
  wrong: number;
  lastSolveAtMs: number;
}

export function scoreOf(state: State, config: Config, playerId: string): Score {
  const score: Score = { playerId, points: 0, solved: 0, wrong: 0, lastSolveAtMs: 0 };
  const progress = lookup(state.progress, playerId);
  if (!progress) return score;
  for (const facts of state.puzzles) {
    const own = lookup(progress, String(facts.number));
    if (!own) continue;
    score.wrong += own.attempts.count;
    if (!own.solved) continue;
    score.points += pointsFor(state, config, facts, playerId);
    score.solved += 1;
    score.lastSolveAtMs = Math.max(score.lastSolveAtMs, own.solved.atMs);
  }
  return score;
}

/** More points, then the earlier last solve, then fewer wrong answers; what is level then is for the draw. */
const byScore: Order<Score> = inOrder<Score>(
  (a, b) => b.points - a.points,
  (a, b) => a.lastSolveAtMs - b.lastSolveAtMs,
  (a, b) => a.wrong - b.wrong,
);

const MINUTE_MS = 60_000;

/** Standings of everybody who has solved something. Whoever is left out for cheating still counts as a solver of a puzzle. */
export function tally(
  state: State,
  config: Config,
  group: string,
  excluded: ReadonlySet<string>,
): Standing[] {
  const scores = Object.values(state.players.byId)
    .filter((player) => player.counts && !excluded.has(player.id))
    .map((player) => scoreOf(state, config, player.id))
    .filter((score) => score.solved > 0);
  const ranking = levels(scores, byScore);
  const ranks = competitionRanks(ranking);
  return ranking.flat().map((score) => ({
    id: score.playerId,
    group,
    rank: ranks.get(score) as number,
    figures: {
      points: score.points,
      solved: score.solved,
      wrongAnswers: score.wrong,
      minutesToLastSolve: Math.floor((score.lastSolveAtMs - config.schedule.opensAtMs) / MINUTE_MS),
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
    otherwise: 'Winner',
    placeCount: config.places,
    alternateCount: config.alternates,
  };
  return fillPlaces(standings, [''], places, random);
}

/** Whether winners can be selected now, and what should be known first. */
export function readinessOf(state: State, config: Config, moment: Moment): Readiness {
  const { closesAtMs, resultsAtMs } = config.schedule;
  if (moment.atMs < closesAtMs)
    return {
      ready: false,
      refused: refuse(refusals, 'puzzles/STILL_OPEN', { retryAtMs: closesAtMs }),
    };
  const warnings: string[] = [];
  const solvers = tally(state, config, '', moment.disqualified).length;
  if (solvers < config.places)
    warnings.push(
      `Only ${solvers} of ${config.places} places can be filled: nobody else has solved anything.`,
    );
  if (moment.atMs < resultsAtMs) warnings.push('The planned time of the results has not come yet.');
  return { ready: true, warnings };
}
