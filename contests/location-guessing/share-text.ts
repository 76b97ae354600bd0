import { FULL_POINTS } from './scoring.ts';

/** A round as it may be told to others: what it was worth, and nothing of where it was. */
export interface SharedRound {
  /** With the bonus; null for a round without an answer. */
  points: number | null;
}

export interface Shared {
  /** Campaign, contest and day, as far as there are such. */
  titles: readonly string[];
  rounds: readonly SharedRound[];
  /** Rounds of the whole game, played or not. */
  roundCount: number;
  /** At most this much more for an early answer. */
  maxBonus: number;
  url: string;
}

/** From nothing to nearly everything, by share of the points. */
const BARS: readonly [fromShare: number, bar: string][] = [
  [0.9, '█'],
  [0.6, '▆'],
  [0.3, '▃'],
  [0, '▁'],
];
const UNANSWERED = '·';

/** A bar for every round, the higher the more points: `█▆▁·`. */
export function barsOf(rounds: readonly SharedRound[], maxBonus: number): string {
  const most = FULL_POINTS + maxBonus;
  return rounds
    .map(({ points }) =>
      points === null ? UNANSWERED : BARS.find(([from]) => points / most >= from)?.[1],
    )
    .join('');
}

/** Points as they are written: 18,240. */
export function pointsText(points: number): string {
  return String(points).replace(/\B(?=(\d{3})+$)/g, ',');
}

/**
 * What a fan passes on: the score and how the rounds went. No name, distance or picture, so that whoever reads it can still
 * play. For example:
 *
 *     The Long Way Round · Where the Camera Stood
 *     18,240 / 27,500 · █▆█▃·
 *     https://…
 */
export function shareText({ titles, rounds, roundCount, maxBonus, url }: Shared): string {
  const points = rounds.reduce((sum, round) => sum + (round.points ?? 0), 0);
  const most = roundCount * (FULL_POINTS + maxBonus);
  return [
    titles.join(' · '),
    `${pointsText(points)} / ${pointsText(most)} · ${barsOf(rounds, maxBonus)}`,
    url,
  ].join('\n');
}
