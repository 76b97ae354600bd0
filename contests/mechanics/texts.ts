import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
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
