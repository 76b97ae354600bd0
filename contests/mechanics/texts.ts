import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import type { ErasableText, Turn } from '../contract.ts';

/** Hash of an erasable text as it stands on the ledger: SHA-256 of "salt:text" in UTF-8, hex. */
export function textHash(salt: string, text: string): string {
  return bytesToHex(sha256(utf8ToBytes(`${salt}:${text}`)));
}

/**
 * Prepares a text so that the ledger carries only its salted hash. `field` keeps the salts of several texts of one act apart.
 * Accept the act with the result among its texts, and put `.hash` into the event.
 */
export function erasable(turn: Pick<Turn, 'salt'>, field: string, text: string): ErasableText {
  const salt = bytesToHex(sha256(utf8ToBytes(`${turn.salt}:${field}`))).slice(0, 32);
  return { hash: textHash(salt, text), salt, text };
}

/** Characters that hide or turn round what stands beside them: controls, bidi embeddings, overrides and isolates. */
const DECEPTIVE = /[\p{Cc}\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]/u;
/** Something that leaves a mark on the page: not only spaces, joiners and fillers. */
const VISIBLE = /[^\p{Z}\p{C}\p{M}\u115F\u1160\u3164\uFFA0]/u;

/**
 * A fan's own words: Unicode in NFC, white space (line breaks too) folded to single spaces, trimmed, then 1 … `maxLength`
 * UTF-16 units. Refuses control and direction-changing characters and text in which nothing can be seen. `asSent` may refuse
 * more, before anything is folded.
 */
export function plainText(maxLength: number, asSent: z.ZodString = z.string()) {
  return asSent
    .max(maxLength * 4, `Use at most ${maxLength} characters.`)
    .refine((text) => text.isWellFormed(), 'This text is damaged. Type it again.')
    .overwrite((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
    .min(1, 'Write something here.')
    .max(maxLength, `Use at most ${maxLength} characters.`)
    .refine((text) => !DECEPTIVE.test(text), 'Leave out invisible control characters.')
    .refine((text) => VISIBLE.test(text), 'Write something that can be seen.');
}

/**
 * A sentence that stands beside a decision on the ledger, for everybody to read: as plain as what fans write, 3 … 300 characters
 * on one line.
 */
export const publicReason = plainText(300).min(3, 'Use at least 3 characters.');
