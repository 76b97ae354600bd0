import { z } from 'zod';
import { plainText } from '../../contests/mechanics/texts.ts';

/** Where a line ends, wherever the name is shown: on a page, in a mail's subject, in a file. */
const LINE_END = /[\n\v\f\r\u0085\u2028\u2029]/;
/** Marks of direction, and fillers without any width: two names that differ in them alone look the same. */
const UNSEEN = /[\p{Bidi_Control}\u00AD\u180E\u200B\u2060-\u2064\uFEFF]/u;

/**
 * A name that others read: of a brand, a campaign, a contest or a person. Plain text on one line, of `shortest` to `longest`
 * characters, in any script; joiners stay, since some scripts and many emoji need them.
 */
export function oneLineName(shortest: number, longest: number) {
  const asSent = z
    .string()
    .refine((name) => !LINE_END.test(name.trim()), 'Write the name on one line.')
    .refine((name) => !UNSEEN.test(name), 'Leave out invisible characters.');
  return plainText(longest, asSent).min(shortest, `Use at least ${shortest} characters.`);
}
