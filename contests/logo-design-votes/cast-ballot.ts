import { upperHalf } from '../mechanics/approval.ts';
import { pairKey } from '../mechanics/pairs.ts';
import type { PreferenceBallot, Unlisted } from '../mechanics/preferences.ts';
import { HIGHEST_SCORE, type Ballot } from './config-fields.ts';
import type { Choice } from './schema.ts';

export interface PairAnswer {
  left: string;
  right: string;
  choice: Choice;
}

/** What one fan says in a round, as it was cast; one field of the first three is used, by the round's method. */
export interface CastBallot {
  /** Picks, or the ranking best first. */
  entryIds: string[];
  scores: Record<string, number>;
  answers: PairAnswer[];
  /** The voter's own designs, about which the ballot may say nothing. */
  apart: string[];
}

export function emptyBallot(apart: readonly string[]): CastBallot {
  return { entryIds: [], scores: {}, answers: [], apart: [...apart] };
}

/** Whether a design left off a ballot comes last on it, or the ballot says nothing about it. */
export function unlistedIn(ballot: Ballot): Unlisted {
  if (ballot.method === 'pairs') return 'unknown';
  return ballot.method === 'score' && ballot.unscored === 'ignored' ? 'unknown' : 'last';
}

/** How many statements a ballot makes: picks, scores, places, pairs. */
export function statementCount({ entryIds, scores, answers }: CastBallot): number {
  return entryIds.length + Object.keys(scores).length + answers.length;
}

/** The least score that lifts a design: what score ballots count as approval. */
const LIFTING_SCORE = HIGHEST_SCORE - 1;

/**
 * The designs that a ballot is cast for: whoever stuffs a box has to have the one that is to win among them. All of the
 * picks, the first place, all high scores (where none is high, the highest), all that were chosen most often in pairs.
 */
export function favouredOn(
  { entryIds, scores, answers }: CastBallot,
  method: Ballot['method'],
): readonly string[] {
  switch (method) {
    case 'approval':
      return entryIds;
    case 'ranked':
      return entryIds.slice(0, 1);
    case 'score':
      return highest(Object.entries(scores), LIFTING_SCORE);
    case 'pairs':
      return highest([...timesChosen(answers)], Number.POSITIVE_INFINITY);
  }
}

function timesChosen(answers: readonly PairAnswer[]): Map<string, number> {
  const chosen = new Map<string, number>();
  for (const { left, right, choice } of answers) {
    if (choice === 'neither') continue;
    const winner = choice === 'left' ? left : right;
    chosen.set(winner, (chosen.get(winner) ?? 0) + 1);
  }
  return chosen;
}

/** The ids with `enough` points or, where none has as many, with the most. */
function highest(
  points: readonly (readonly [id: string, points: number])[],
  enough: number,
): string[] {
  const least = Math.min(enough, Math.max(...points.map(([, figure]) => figure)));
  return points.flatMap(([id, figure]) => (figure >= least ? [id] : []));
}

/**
 * A ballot as every method reads it; docs/ballot-methods.md has the table. Each decided pair is a little ballot of its own.
 */
export function preferencesOf(cast: CastBallot, { method }: Ballot): PreferenceBallot[] {
  const { apart } = cast;
  switch (method) {
    case 'approval': {
      const points = pointsFor(cast.entryIds, () => HIGHEST_SCORE);
      return [{ levels: [cast.entryIds], apart, approved: cast.entryIds, points }];
    }
    case 'score':
      return [ofScores(cast)];
    case 'ranked':
      return [
        {
          levels: cast.entryIds.map((id) => [id]),
          apart,
          approved: upperHalf(cast.entryIds),
          points: pointsFor(cast.entryIds, (place) => Math.max(1, HIGHEST_SCORE - place)),
        },
      ];
    case 'pairs':
      return cast.answers.map(ofAnswer);
  }
}

function ofScores({ scores, apart }: CastBallot): PreferenceBallot {
  const ids = Object.keys(scores);
  const byPoints = Map.groupBy(ids, (id) => scores[id] as number);
  const levels = [...byPoints.keys()]
    .sort((a, b) => b - a)
    .map((points) => byPoints.get(points) as string[]);
  return {
    levels,
    apart,
    approved: ids.filter((id) => (scores[id] as number) >= LIFTING_SCORE),
    points: scores,
  };
}

function ofAnswer({ left, right, choice }: PairAnswer): PreferenceBallot {
  if (choice === 'neither') {
    return { levels: [[left, right]], apart: [], approved: [], points: { [left]: 3, [right]: 3 } };
  }
  const [winner, loser] = choice === 'left' ? [left, right] : [right, left];
  return {
    levels: [[winner], [loser]],
    apart: [],
    approved: [winner],
    points: { [winner]: HIGHEST_SCORE, [loser]: 1 },
  };
}

function pointsFor(
  ids: readonly string[],
  pointsAt: (place: number) => number,
): Record<string, number> {
  return Object.fromEntries(ids.map((id, place) => [id, pointsAt(place)]));
}

/** The ballot without what it says about these designs, which turned out to be the voter's own. */
export function without(cast: CastBallot, own: readonly string[]): CastBallot {
  const out = new Set(own);
  return {
    entryIds: cast.entryIds.filter((id) => !out.has(id)),
    scores: Object.fromEntries(Object.entries(cast.scores).filter(([id]) => !out.has(id))),
    answers: cast.answers.filter(({ left, right }) => !out.has(left) && !out.has(right)),
    apart: [...new Set([...cast.apart, ...own])],
  };
}

/**
 * One person's ballots from two pseudonyms. Their own one stays; only decided pairs are added up, each pair once and no more
 * than one person gets.
 */
export function united(
  own: CastBallot,
  former: CastBallot,
  { method, ...ballot }: Ballot,
): CastBallot {
  if (method !== 'pairs') return own;
  const { perFan } = ballot as { perFan: number };
  const answered = new Set(own.answers.map(pairKey));
  const added = former.answers.filter((answer) => !answered.has(pairKey(answer)));
  return {
    ...own,
    answers: [...own.answers, ...added].slice(0, Math.max(perFan, own.answers.length)),
  };
}
