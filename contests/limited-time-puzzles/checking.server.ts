import {
  canonicalChoice,
  canonicalOrder,
  indexOfDigest,
  normaliseText,
  numberMatches,
  placeMatches,
  readChoice,
  readNumber,
  readOrder,
  readPlace,
  readText,
  type Canonical,
} from '../mechanics/answers.ts';
import type { Sealed } from '../sealed.ts';
import { labelId } from './labels.ts';
import type { Answer, Secrets } from './puzzle-schema.ts';

/** Opens nothing: only its keyed hash is used. */
type Keyed = Pick<Sealed<Secrets>, 'digest'>;

/** An answer as it may stand in state and events. */
export function answerDigest(keyed: Keyed, puzzle: number, canonical: string): string {
  return keyed.digest(`answer/${puzzle}/${canonical}`);
}

/** What somebody sent in, in the one form that is compared; refused when it is no answer of this kind at all. */
export function readAnswer(puzzle: number, answer: Answer, text: string): Canonical {
  const ids = (texts: readonly string[]) => texts.map((each) => labelId(puzzle, each));
  switch (answer.kind) {
    case 'text':
      return readText(text, answer);
    case 'number':
      return readNumber(text);
    case 'choice': {
      const options = ids(answer.options.map((option) => option.text));
      return readChoice(text, options, answer.several);
    }
    case 'order':
      return readOrder(text, ids(answer.items));
    case 'place':
      return readPlace(text);
  }
}

export interface Judgement {
  right: boolean;
  /** The brand's word to a wrong answer that is close. */
  close: string | null;
}

/**
 * Judges an answer. Texts, choices and orders are compared as keyed hashes, with every accepted and close one, in the same
 * time whatever they hold; numbers and places by their distance.
 */
export function judge(keyed: Keyed, puzzle: number, answer: Answer, canonical: string): Judgement {
  const digest = answerDigest(keyed, puzzle, canonical);
  const among = (canonicals: readonly string[]) =>
    indexOfDigest(
      digest,
      canonicals.map((each) => answerDigest(keyed, puzzle, each)),
    );
  const ids = (texts: readonly string[]) => texts.map((each) => labelId(puzzle, each));
  switch (answer.kind) {
    case 'text': {
      const normalised = (text: string) => normaliseText(text, answer);
      const right = among(answer.accepted.map(normalised)) >= 0;
      const close = answer.close[among(answer.close.map((each) => normalised(each.answer)))];
      return judgement(right, close);
    }
    case 'number': {
      const tolerance = { kind: answer.toleranceIs, amount: answer.tolerance };
      const exactly = { kind: 'absolute', amount: 0 } as const;
      const right = numberMatches(canonical, answer.value, tolerance);
      const close = answer.close.filter((each) => numberMatches(canonical, each.answer, exactly));
      return judgement(right, close[0]);
    }
    case 'choice': {
      const rightOnes = answer.options.filter((option) => option.right);
      return judgement(among([canonicalChoice(ids(rightOnes.map((each) => each.text)))]) >= 0);
    }
    case 'order':
      return judgement(among([canonicalOrder(ids(answer.items))]) >= 0);
    case 'place': {
      const right = placeMatches(canonical, answer.place, answer.withinKm);
      const rings = [...answer.close].sort((a, b) => a.withinKm - b.withinKm);
      const within = rings.filter((ring) => placeMatches(canonical, answer.place, ring.withinKm));
      return judgement(right, within[0]);
    }
  }
}

function judgement(right: boolean, close?: { message: string }): Judgement {
  return { right, close: right ? null : (close?.message ?? null) };
}
