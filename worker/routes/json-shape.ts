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

const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;

/**
 * Whether a JSON text spells half a surrogate pair. No such character exists, and what stores or hashes text as UTF-8
 * would quietly make another one of it. A text that does not parse is left to whoever parses it.
 */
export function hasBrokenText(json: string): boolean {
  if (!SURROGATE_ESCAPE.test(json)) return false;
  let broken = false;
  const look = (text: unknown) => {
    if (typeof text === 'string' && !text.isWellFormed()) broken = true;
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
  return broken;
}
