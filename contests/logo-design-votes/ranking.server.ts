import { byApprovals } from '../mechanics/approval.ts';
import { bordaFromPairs } from '../mechanics/borda.ts';
import { billionths, strengths, winsWithDraws } from '../mechanics/bradley-terry.ts';
import { lookup } from '../mechanics/lookup.ts';
import { levelWith, pairMatrix } from '../mechanics/preferences.ts';
import { levels, type Order } from '../mechanics/ranking.ts';
import { beatenCounts, schulzeLevels } from '../mechanics/schulze.ts';
import { byMean, bySum, type ScoreSum } from '../mechanics/scores.ts';
import { unlistedIn } from './cast-ballot.ts';
import type { Method } from './comparison-schema.ts';
import type { OpenedRound } from './state.ts';

/** A ranking of designs by one method, with the whole number behind each place. */
export interface MethodCount {
  /** Best first; within a level the designs keep the order they were given in. */
  levels: string[][];
  /**
   * approval: approvals · score: sum of points, or the mean in hundredths · schulze: how many others it beats · borda: points,
   * doubled · bradleyTerry: chance to win a duel against the virtual opponent, in billionths · firsts: first places.
   */
  figures: ReadonlyMap<string, number>;
}

const METHOD_OF = {
  approval: 'approval',
  score: 'score',
  ranked: 'schulze',
  pairs: 'bradleyTerry',
} as const;

/** The method that counts a round. */
export function decidingMethod({ ballot }: OpenedRound): Method {
  return METHOD_OF[ballot.method];
}

/** These designs ranked by the round's own method, best first. */
export function rankedIn(round: OpenedRound, ids: readonly string[]): string[][] {
  return countBy(decidingMethod(round), round, ids).levels;
}

/** These designs ranked by any method on the round's ballots. What the ballots say about other designs is left out. */
export function countBy(method: Method, round: OpenedRound, ids: readonly string[]): MethodCount {
  const { preferences } = round;
  const matrix = () => pairMatrix(preferences, ids, unlistedIn(round.ballot));
  switch (method) {
    case 'approval': {
      const received = ids.map((id) => ({ id, approvals: lookup(preferences.approvals, id) ?? 0 }));
      return counted(received, byApprovals, ({ approvals }) => approvals);
    }
    case 'score':
      return byScores(round, ids);
    case 'firsts':
      return byFigure(
        ids,
        ids.map((id) => lookup(preferences.firsts, id) ?? 0),
      );
    case 'borda':
      // Where ballots say nothing about what they leave out, the points are preferences for minus preferences against.
      return byFigure(
        ids,
        bordaFromPairs(matrix(), unlistedIn(round.ballot) === 'last' ? preferences.ballots : 0),
      );
    case 'bradleyTerry':
      return byFigure(ids, strengths(duelsOf(round, ids)).map(billionths));
    case 'schulze': {
      const beaten = beatenCounts(matrix());
      return {
        levels: schulzeLevels(matrix()).map((level) => level.map((one) => ids[one] as string)),
        figures: new Map(ids.map((id, index) => [id, beaten[index] as number])),
      };
    }
  }
}

/** Who beat whom how often. Only where designs come in pairs is "level" something that was said about these two. */
function duelsOf(round: OpenedRound, ids: readonly string[]) {
  const wins = pairMatrix(round.preferences, ids, unlistedIn(round.ballot));
  if (round.ballot.method !== 'pairs') return wins;
  const draws = ids.map((a) => ids.map((b) => (a === b ? 0 : levelWith(round.preferences, a, b))));
  return winsWithDraws(wins, draws);
}

/** By the sum of points where a design left out gets 0, by their mean where leaving it out says nothing. */
function byScores(round: OpenedRound, ids: readonly string[]): MethodCount {
  const { points, scored } = round.preferences;
  const sums = ids.map((id) => ({
    id,
    points: lookup(points, id) ?? 0,
    scores: lookup(scored, id) ?? 0,
  }));
  if (unlistedIn(round.ballot) === 'last') return counted(sums, bySum, (sum) => sum.points);
  return counted(sums, byMean, (sum) => meanInHundredths(sum));
}

export function meanInHundredths({ points, scores }: ScoreSum): number {
  return scores === 0 ? 0 : Math.round((100 * points) / scores);
}

function byFigure(ids: readonly string[], figures: readonly number[]): MethodCount {
  const items = ids.map((id, index) => ({ id, figure: figures[index] as number }));
  return counted(
    items,
    (a, b) => b.figure - a.figure,
    ({ figure }) => figure,
  );
}

function counted<T extends { id: string }>(
  items: readonly T[],
  order: Order<T>,
  figureOf: (item: T) => number,
): MethodCount {
  return {
    levels: levels(items, order).map((level) => level.map(({ id }) => id)),
    figures: new Map(items.map((item) => [item.id, figureOf(item)])),
  };
}
