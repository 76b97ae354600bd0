import { z } from 'zod';
import { lookup, obtain } from './lookup.ts';

export const juryRefusals = {
  'jury/NOT_IN_GALLERY': 'Only entries in the gallery are judged. Reload the page.',
  'jury/NO_JURY': 'In this contest fans alone decide; there is nothing to judge.',
  'jury/NOT_YET': 'Standings are public while voting runs, so marks are taken once it has closed.',
  'jury/OWN_ENTRY': 'You cannot judge your own entry.',
} as const;

export const LOWEST_MARK = 1;
export const HIGHEST_MARK = 10;

/** A juror's mark. */
export const Mark = z.int().min(LOWEST_MARK).max(HIGHEST_MARK);

/** Sum and number of the marks of one entry. Their quotient is the score; it is never rounded. */
export interface JuryScore {
  points: number;
  marks: number;
}

/** Plain JSON. */
export interface Jury {
  /** Juror → entry → points. */
  byJuror: Record<string, Record<string, number>>;
  scores: Record<string, JuryScore>;
}

export function noJury(): Jury {
  return { byJuror: {}, scores: {} };
}

/** Records a mark; a juror's later mark for the same entry replaces the earlier one. */
export function giveMark(jury: Jury, jurorId: string, entryId: string, points: number): void {
  const marks = obtain<Record<string, number>>(jury.byJuror, jurorId, () => ({}));
  const score = obtain(jury.scores, entryId, () => ({ points: 0, marks: 0 }));
  const earlier = lookup(marks, entryId);
  score.points += points - (earlier ?? 0);
  if (earlier === undefined) score.marks += 1;
  marks[entryId] = points;
}

export function scoreOf(jury: Jury, entryId: string): JuryScore {
  return lookup(jury.scores, entryId) ?? { points: 0, marks: 0 };
}

export function marksBy(jury: Jury, jurorId: string): Readonly<Record<string, number>> {
  return lookup(jury.byJuror, jurorId) ?? {};
}

/**
 * Higher mean first, for sorting; compared as fractions by cross-multiplication, so exactly. Entries without marks come
 * last, level with each other.
 */
export function compareScores(a: JuryScore, b: JuryScore): number {
  if (a.marks === 0 || b.marks === 0) return Math.sign(b.marks) - Math.sign(a.marks);
  return b.points * a.marks - a.points * b.marks;
}
