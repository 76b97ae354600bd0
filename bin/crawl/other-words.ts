import { isChoice } from './secret-leaves.ts';

/** Letters moved on by as many places in the alphabet; everything else stays. */
function shifted(text: string, by: number): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const first = letter < 'a' ? 65 : 97;
    return String.fromCharCode(first + ((letter.charCodeAt(0) - first + by) % 26));
  });
}

/** Numbers that are an answer and may be small: moved to where no page has one by chance. */
const ANSWERS = /^(value|answer)$/;
const AWAY = 4_213;

/**
 * A type's secrets in words that stand nowhere else and at other places, with answers as short as they were: `stern` becomes
 * `zalyu`, 4 becomes 4217, 35.96214 becomes 17.7. What the type itself offers to choose from stays, and so do ids in `kept`.
 * @param by differs between contests, so that what one may show is not found in another
 */
export function inOtherWords<Value>(
  type: string,
  value: Value,
  by: number,
  kept: ReadonlySet<string> = new Set(),
): Value {
  const other = (part: unknown, key: string): unknown => {
    if (typeof part === 'string')
      return kept.has(part) || isChoice(type, part) ? part : shifted(part, by);
    if (typeof part === 'number') {
      if (ANSWERS.test(key)) return part + AWAY + by;
      return Number.isInteger(part) ? part : Math.trunc(part / 2) + by / 10;
    }
    if (Array.isArray(part)) return part.map((one) => other(one, key));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, other(one, name)]));
  };
  return other(value, '') as Value;
}
