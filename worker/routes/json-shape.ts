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

/** Half a surrogate pair, an exponent of three digits, a number of hundreds of digits: only such a text needs a closer look. */
const SUSPECT = /\\u[dD][89a-fA-F]|\d[eE]\+?\d{3}|\d{300}/;

/**
 * Whether a JSON text spells half a surrogate pair, or a number beyond all that a double holds. No such character exists, and what
 * stores or hashes text as UTF-8 would quietly make another one of it; the number would become `Infinity`, which is no JSON any
 * more. A text that does not parse is left to whoever parses it.
 */
export function spellsTheImpossible(json: string): boolean {
  if (!SUSPECT.test(json)) return false;
  let impossible = false;
  const look = (part: unknown) => {
    if (typeof part === 'string' && !part.isWellFormed()) impossible = true;
    if (typeof part === 'number' && !Number.isFinite(part)) impossible = true;
  };
  try {
    JSON.parse(json, (key, value: unknown) => {
      look(key);
      look(value);
      return value;
    });
  } catch {
    return false;
  }
  return impossible;
}
