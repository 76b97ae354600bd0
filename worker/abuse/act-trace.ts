import { createHmac } from 'node:crypto';
import { keyedHash, type HashKey } from '../auth/keyed-hash.ts';
import { deriveKey } from '../auth/keys.ts';
import { utcDay } from '../clock.ts';
import type { Installation } from '../installation.ts';
import { addressBlock, networkOf } from './network.ts';
import type { RequestMarks } from './request-marks.ts';

/** What is kept of where an act came from: keyed hashes, in a private table, for a short time. */
export interface ActTrace {
  addressHash: string | null;
  blockHash: string | null;
  network: string | null;
  deviceHash: string | null;
  agentHash: string | null;
  referrerHash: string | null;
}

/** How long a trace is kept. */
export const TRACE_LIFETIME_MS = 30 * 24 * 3_600_000;

const DAY_MS = 24 * 3_600_000;
const HEX_DIGITS = 24;

const keyed = (key: HashKey, text: string) => keyedHash(key, text).slice(0, HEX_DIGITS);

let today: { day: number; secret: string; key: HashKey } | null = null;

/** The key of a day (UTC), made once a day. */
function keyOfDay(env: Pick<Installation, 'FANFARE_SECRET'>, atMs: number): HashKey {
  const day = Math.floor(atMs / DAY_MS);
  const secret = env.FANFARE_SECRET;
  if (today?.day !== day || today.secret !== secret) {
    const bytes = createHmac('sha256', deriveKey(env, 'trace')).update(utcDay(atMs)).digest();
    today = { day, secret, key: { name: bytes.toString('hex'), bytes } };
  }
  return today.key;
}

/**
 * Hashes the marks of a request. Addresses go under a key of the day, so that nobody can be followed from one day to the
 * next; everything else under the contest's salt, so that nobody can be followed from one contest to another.
 */
export function actTrace(
  env: Pick<Installation, 'FANFARE_SECRET'>,
  contestSalt: string,
  marks: Omit<RequestMarks, 'limitAddress'>,
  atMs: number,
): ActTrace {
  const dayKey = keyOfDay(env, atMs);
  const contestKey = { name: contestSalt, bytes: contestSalt };
  const { device, address, asn, agent, cameFrom } = marks;
  return {
    addressHash: address && keyed(dayKey, `address ${networkOf(address)}`),
    blockHash: address && keyed(dayKey, `block ${addressBlock(address)}`),
    network: asn === null ? null : `AS${asn}`,
    deviceHash: keyed(contestKey, `device ${device}`),
    agentHash: agent.trim() === '' ? null : keyed(contestKey, `agent ${agent}`),
    referrerHash: cameFrom && keyed(contestKey, `referrer ${cameFrom}`),
  };
}
