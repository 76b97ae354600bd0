import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Secrets on their way through the server: they cannot be logged, spread or serialised by accident. */
export class Sealed<T> {
  readonly #value: T;
  readonly #key: Uint8Array;

  /** `key` is known to this contest's server only; without it nobody can tell which text a digest stands for. */
  constructor(value: T, key: string) {
    this.#value = value;
    this.#key = utf8ToBytes(key);
  }

  /** The secret itself, for a comparison inside `decide`. Never return it from anywhere, unless its reveal is due. */
  open(): T {
    return this.#value;
  }

  /**
   * A text as it may stand in state and on the ledger: HMAC-SHA-256 under the contest's key, hex. Comparing digests takes as
   * long for a near miss as for any other text.
   */
  digest(text: string): string {
    return bytesToHex(hmac(sha256, this.#key, utf8ToBytes(text)));
  }

  toJSON(): never {
    throw new TypeError('Sealed secrets must not be serialised');
  }
}
