import type { Installation } from '../installation.ts';
import { deriveKey } from '../auth/keys.ts';

/** What a contest keeps from everybody: the type's secrets, the seed of its draws, the salt of its pseudonyms (hex). */
export interface ContestSecrets {
  secrets: unknown;
  seed: string;
  salt: string;
}

const IV_BYTES = 12;

async function sealingKey(env: Pick<Installation, 'FANFARE_SECRET'>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', deriveKey(env, 'sealed-contest'), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
}

/** AES-256-GCM under a key from the environment, bound to the contest's id: base64url of IV and ciphertext. */
export async function seal(
  env: Pick<Installation, 'FANFARE_SECRET'>,
  contestId: string,
  value: ContestSecrets,
): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const ciphertext = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(contestId) },
    await sealingKey(env),
    new TextEncoder().encode(JSON.stringify(value)),
  );
  return Buffer.concat([iv, new Uint8Array(ciphertext)]).toString('base64url');
}

/** Opens what `seal` made. Rejects when it was changed, belongs to another contest or the environment's secret differs. */
export async function unseal(
  env: Pick<Installation, 'FANFARE_SECRET'>,
  contestId: string,
  sealed: string,
): Promise<ContestSecrets> {
  const bytes = Buffer.from(sealed, 'base64url');
  const plain = await crypto.subtle.decrypt(
    {
      name: 'AES-GCM',
      iv: bytes.subarray(0, IV_BYTES),
      additionalData: new TextEncoder().encode(contestId),
    },
    await sealingKey(env),
    bytes.subarray(IV_BYTES),
  );
  return JSON.parse(new TextDecoder().decode(plain)) as ContestSecrets;
}
