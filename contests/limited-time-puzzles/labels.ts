import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Id of an option or item, made from its text alone: it says neither where it stands nor whether it is right, and items
 * sorted by it are shuffled, the same for everybody, whatever their right order is.
 */
export function labelId(puzzle: number, text: string): string {
  return bytesToHex(sha256(utf8ToBytes(`label/${puzzle}/${text}`))).slice(0, 12);
}
