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

/** The design that a ballot puts first; null when it favours none. Whoever is level with others stands behind the ones before. */
export function firstOn({ entryIds, scores, answers }: CastBallot): string | null {
  const points = new Map(Object.entries(scores));
  for (const { left, right, choice } of answers) {
    if (choice === 'neither') continue;
    const winner = choice === 'left' ? left : right;
    points.set(winner, (points.get(winner) ?? 0) + 1);
  }
  return entryIds[0] ?? highest([...points]);
}

/** The id with the most points, the first of several. */
export function highest(points: readonly (readonly [id: string, points: number])[]): string | null {
  const most = Math.max(...points.map(([, figure]) => figure));
  return points.find(([, figure]) => figure === most)?.[0] ?? null;
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
    approved: ids.filter((id) => (scores[id] as number) >= HIGHEST_SCORE - 1),
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
