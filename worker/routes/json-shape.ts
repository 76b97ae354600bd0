const QUOTE = 34;
const BACKSLASH = 92;

/** Whether arrays and objects nest deeper than `most` in a JSON text. What is between quotes does not count. */
export function isDeeperThan(json: string, most: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    // [ and {, then ] and }: each pair differs in one bit.
    else if ((code | 32) === 123 && ++depth > most) return true;
    else if ((code | 32) === 125) depth--;
  }
  return false;
}

/** Names that every object has. A schema that asks a value for its `length`, or a text for it, would get what was sent instead. */
const NAMES = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * Half a surrogate pair, a letter by its number, an exponent of three digits, a number of hundreds of digits, or such a name: only such a
 * text needs a closer look.
 */
const SUSPECT = new RegExp(
  String.raw`\\u[dD][89a-fA-F]|\\u00[4-7]|\d[eE]\+?\d{3}|\d{300}|"(?:${[...NAMES].join('|')})"`,
);

/**
 * Whether a JSON text spells half a surrogate pair, a number beyond all that a double holds, or the name of something that every object
 * has, such as `toString`. No such character exists, and what stores or hashes text as UTF-8 would quietly make another one of it; the number would
 * become `Infinity`, which is no JSON any more; and an object that cannot be compared or printed makes code throw that only
 * wanted to see whether it is right. A text that does not parse is left to whoever parses it.
 */
export function spellsTheImpossible(json: string): boolean {
  if (!SUSPECT.test(json)) return false;
  let impossible = false;
  try {
    JSON.parse(json, function (this: unknown, key, value: unknown) {
      const isName = !Array.isArray(this) && NAMES.has(key);
      const isBroken = !key.isWellFormed() || (typeof value === 'string' && !value.isWellFormed());
      const isEndless = typeof value === 'number' && !Number.isFinite(value);
      if (isName || isBroken || isEndless) impossible = true;
      return value;
    });
  } catch {
    return false;
  }
  return impossible;
}
