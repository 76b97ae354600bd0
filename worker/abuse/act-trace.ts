import { createHmac } from 'node:crypto';
import { deriveKey } from '../auth/keys.ts';
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

const HEX_DIGITS = 24;

const keyed = (key: Uint8Array | string, text: string) =>
  createHmac('sha256', key).update(text).digest('hex').slice(0, HEX_DIGITS);

/**
 * Hashes the marks of a request. Addresses go under a key of the day, so that nobody can be followed from one day to the
 * next; everything else under the contest's salt, so that nobody can be followed from one contest to another.
 */
export function actTrace(
  env: Pick<Installation, 'FANFARE_SECRET'>,
  contestSalt: string,
  marks: RequestMarks,
  atMs: number,
): ActTrace {
  const day = new Date(atMs).toISOString().slice(0, 10);
  const dayKey = createHmac('sha256', deriveKey(env, 'trace')).update(day).digest();
  const { device, address, asn, agent, cameFrom } = marks;
  return {
    addressHash: address && keyed(dayKey, `address ${networkOf(address)}`),
    blockHash: address && keyed(dayKey, `block ${addressBlock(address)}`),
    network: asn === null ? null : `AS${asn}`,
    deviceHash: keyed(contestSalt, `device ${device}`),
    agentHash: agent.trim() === '' ? null : keyed(contestSalt, `agent ${agent}`),
    referrerHash: cameFrom && keyed(contestSalt, `referrer ${cameFrom}`),
  };
}
