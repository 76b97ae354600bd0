import { refuse, type Refused } from '../contract.ts';
import { distanceKm, type Coordinates } from './geo.ts';

export const answersRefusals = {
  'answers/EMPTY': 'Write an answer with letters or digits. This cost you no try.',
  'answers/NOT_A_NUMBER': 'Write a number, such as 12 or 3.5. This cost you no try.',
  'answers/NOT_AN_OPTION': 'Choose among the answers given here. This cost you no try.',
  'answers/CHOOSE_ONE': 'Choose one answer. This cost you no try.',
  'answers/ORDER_ALL': 'Put all of them in order. This cost you no try.',
  'answers/NOT_A_PLACE': 'Put the pin on the map first. This cost you no try.',
} as const;

/** An answer in the one form that is compared and hashed, so that it is recognised however it was written. */
export type Canonical = { ok: true; canonical: string } | Refused;

const is = (canonical: string): Canonical => ({ ok: true, canonical });

export interface TextRules {
  /** é counts as e, ü as u. Letters that are not composed, such as ø or ł, stay what they are. */
  ignoreAccents: boolean;
  /** Dashes and slashes count as spaces; every other mark and symbol is left out. */
  ignorePunctuation: boolean;
}

/**
 * Text for comparison: Unicode NFKC, case folded (ß as ss, final sigma as sigma), without accents and punctuation as the
 * rules say, spaces trimmed and collapsed. Doing it again changes nothing.
 */
export function normaliseText(text: string, rules: TextRules): string {
  // By way of upper case, which folds what lower case keeps apart (ß, ligatures, dotless i); ẞ needs one
  // step more. Decomposed first, so that a mark is where it belongs whatever the case.
  let folded = text.normalize('NFKD').toLowerCase().toUpperCase().toLowerCase();
  folded = folded.replaceAll('ς', 'σ');
  if (rules.ignoreAccents) folded = folded.normalize('NFD').replace(/\p{M}/gu, '');
  if (rules.ignorePunctuation)
    folded = folded.replace(/[\p{Pd}/\\_]/gu, ' ').replace(/[\p{P}\p{S}]/gu, '');
  return folded
    .normalize('NFKC')
    .replace(/[\s\u200B\uFEFF]+/gu, ' ')
    .trim();
}

export function readText(text: string, rules: TextRules): Canonical {
  const canonical = normaliseText(text, rules);
  return canonical === ''
    ? refuse(answersRefusals, 'answers/EMPTY', { field: 'answer' })
    : is(canonical);
}

/** A decimal number, exactly: `digits` · 10^−`scale`. */
interface Decimal {
  digits: bigint;
  scale: number;
}

/** Longer than anybody counts; keeps exact arithmetic cheap. */
const MAX_DIGITS = 40;
const NUMBER = /^([+-]?)(\d*)(?:[.,](\d*))?(?:e([+-]?\d{1,3}))?$/i;

function decimalOf(text: string): Decimal | null {
  const [, sign, whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '' || whole.length + fraction.length > MAX_DIGITS)
    return null;
  let digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
  let scale = fraction.length - Number(exponent);
  if (scale < 0) {
    digits *= 10n ** BigInt(-scale);
    scale = 0;
  }
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n;
    scale -= 1;
  }
  return { digits, scale };
}

/**
 * A number as people write it: a point or a comma before the decimals, spaces or apostrophes between thousands, a
 * typographic minus. "1,234" is a little more than one: a comma is never a sign of thousands.
 */
export function readNumber(text: string): Canonical {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s'’]/gu, '')
    .replace(/[−–]/gu, '-');
  const decimal = /e/i.test(plain) ? null : decimalOf(plain);
  if (!decimal) return refuse(answersRefusals, 'answers/NOT_A_NUMBER', { field: 'answer' });
  return is(`${decimal.digits}${decimal.scale > 0 ? `e-${decimal.scale}` : ''}`);
}

/** Written in both to the same number of decimals. */
function aligned(a: Decimal, b: Decimal): [bigint, bigint] {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale)];
}

const magnitude = (value: bigint) => (value < 0n ? -value : value);

export interface Tolerance {
  /** `absolute`: in the unit of the number. `percent`: of the value. */
  kind: 'absolute' | 'percent';
  amount: number;
}

/**
 * Whether a canonical number lies within the tolerance of a value, its ends included. In exact decimal arithmetic: 0.4 is
 * within 0.1 of 0.3.
 */
export function numberMatches(canonical: string, value: number, tolerance: Tolerance): boolean {
  const given = decimalOf(canonical);
  const wanted = decimalOf(String(value));
  const amount = decimalOf(String(tolerance.amount));
  if (!given || !wanted || !amount) return false;
  const [a, b] = aligned(given, wanted);
  const difference: Decimal = {
    digits: magnitude(a - b),
    scale: Math.max(given.scale, wanted.scale),
  };
  const allowed: Decimal =
    tolerance.kind === 'absolute'
      ? amount
      : {
          digits: amount.digits * magnitude(wanted.digits),
          scale: amount.scale + wanted.scale + 2,
        };
  const [distance, limit] = aligned(difference, allowed);
  return distance <= limit;
}

/** Ids as a screen sends them. */
const idsOf = (text: string) => text.split(/[\s,]+/u).filter(Boolean);
const SEPARATOR = ' ';

/** Chosen options, whatever the order they were ticked in. */
export function readChoice(text: string, options: readonly string[], several: boolean): Canonical {
  const chosen = [...new Set(idsOf(text))];
  if (chosen.length === 0 || chosen.some((id) => !options.includes(id)))
    return refuse(answersRefusals, 'answers/NOT_AN_OPTION', { field: 'answer' });
  if (!several && chosen.length > 1)
    return refuse(answersRefusals, 'answers/CHOOSE_ONE', { field: 'answer' });
  return is(canonicalChoice(chosen));
}

export function canonicalChoice(ids: readonly string[]): string {
  return [...ids].sort().join(SEPARATOR);
}

/** All items, each once, in the order given. */
export function readOrder(text: string, items: readonly string[]): Canonical {
  const order = idsOf(text);
  return canonicalChoice(order) === canonicalChoice(items)
    ? is(canonicalOrder(order))
    : refuse(answersRefusals, 'answers/ORDER_ALL', { field: 'answer' });
}

export function canonicalOrder(ids: readonly string[]): string {
  return ids.join(SEPARATOR);
}

/** Five decimals of a degree are about a metre: a pin set again on the same spot is the same answer. */
const PLACE_DECIMALS = 5;
const PLACE = /^\s*([+-]?\d{1,2}(?:\.\d+)?)\s*[, ]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*$/;

/** "latitude, longitude" in degrees with decimal points. */
export function readPlace(text: string): Canonical {
  const [latitude, longitude] = (PLACE.exec(text) ?? []).slice(1).map(Number);
  if (
    latitude === undefined ||
    longitude === undefined ||
    Math.abs(latitude) > 90 ||
    Math.abs(longitude) > 180
  )
    return refuse(answersRefusals, 'answers/NOT_A_PLACE', { field: 'answer' });
  const written = (degrees: number) =>
    (Object.is(degrees, -0) ? 0 : degrees).toFixed(PLACE_DECIMALS);
  return is(`${written(latitude)},${written(longitude)}`.replaceAll('-0.00000', '0.00000'));
}

/** Whether a canonical place lies within `km` of another, as the crow flies. */
export function placeMatches(canonical: string, place: Coordinates, km: number): boolean {
  const [latitude = Number.NaN, longitude = Number.NaN] = canonical.split(',').map(Number);
  return distanceKm({ latitude, longitude }, place) <= km;
}

/** Whether two digests (lower-case hex of equal length) are equal, looking at all of both whatever they hold. */
export function sameDigest(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let index = 0; index < Math.max(a.length, b.length); index++)
    difference |= (a.charCodeAt(index) || 0) ^ (b.charCodeAt(index) || 0);
  return difference === 0;
}

/** The place of a digest among others, −1 when it is not there. All are compared, whether or not one has matched. */
export function indexOfDigest(digest: string, others: readonly string[]): number {
  let found = -1;
  others.forEach((other, index) => {
    // No early exit and no branch on the text: only on whether it is the very one.
    const match = Number(sameDigest(digest, other)) * Number(found < 0);
    found += match * (index + 1);
  });
  return found;
}
