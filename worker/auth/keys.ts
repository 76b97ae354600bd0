import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Installation } from '../installation.ts';

/** What a key is for. A key of one purpose says nothing about another's. */
export type KeyPurpose =
  'guest-cookie' | 'sign-in' | 'sign-in-code' | 'sealed-contest' | (string & {});

const derived = new Map<string, Uint8Array<ArrayBuffer>>();

/**
 * A 32-byte key for one purpose: HKDF-SHA-256 (RFC 5869) of FANFARE_SECRET with the purpose as `info`.
 * Remembered for the life of the isolate. Throws when the secret is too short to be one.
 */
export function deriveKey(
  env: Pick<Installation, 'FANFARE_SECRET'>,
  purpose: KeyPurpose,
): Uint8Array<ArrayBuffer> {
  const secret = env.FANFARE_SECRET;
  const name = `${purpose}\n${secret}`;
  let key = derived.get(name);
  if (!key) {
    // 32 bytes are 43 characters of base64url.
    if (!secret || secret.length < 43) {
      throw new Error('FANFARE_SECRET must be at least 32 random bytes in base64url');
    }
    key = new Uint8Array(
      hkdf(sha256, utf8ToBytes(secret), undefined, utf8ToBytes(`fanfare/${purpose}`), 32),
    );
    derived.set(name, key);
  }
  return key;
}
