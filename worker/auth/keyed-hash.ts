import { createHmac } from 'node:crypto';
import { ExpiringMap } from './expiring-map.ts';

/** A key with a name of its own in this memory; the name must be as secret, and as particular, as the key. */
export interface HashKey {
  name: string;
  bytes: Uint8Array | string;
}

/**
 * The same person in the same browser acts several times in a row, and each hash costs an object of the platform that the
 * garbage collector has to follow. In this memory only, and not for long.
 */
const remembered = new ExpiringMap<string>({ maxEntries: 50_000, lifetimeMs: 10 * 60_000 });

/** HMAC-SHA-256(key, text) as hex. */
export function keyedHash({ name, bytes }: HashKey, text: string): string {
  const nowMs = Date.now();
  const slot = `${name}\n${text}`;
  let hash = remembered.get(slot, nowMs);
  if (hash === undefined) {
    hash = createHmac('sha256', bytes).update(text).digest('hex');
    remembered.set(slot, hash, nowMs);
  }
  return hash;
}
