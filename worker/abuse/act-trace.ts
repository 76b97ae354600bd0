import { keyedHash, type HashKey } from '../auth/keyed-hash.ts';
import type { Bindings } from '../env.ts';
import { dayKey } from './day-key.ts';
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

/** Of what came from nowhere that is known. */
export const NO_TRACE: ActTrace = {
  addressHash: null,
  blockHash: null,
  network: null,
  deviceHash: null,
  agentHash: null,
  referrerHash: null,
};

/** How long a trace is kept. */
export const TRACE_LIFETIME_MS = 30 * 24 * 3_600_000;

const HEX_DIGITS = 24;

const keyed = (key: HashKey, text: string) => keyedHash(key, text).slice(0, HEX_DIGITS);

/**
 * Hashes the marks of a request. Addresses go under the key of the day, so that nobody can be followed from one day to the
 * next; everything else under the contest's salt, so that nobody can be followed from one contest to another.
 */
export async function actTrace(
  env: Pick<Bindings, 'DB' | 'FANFARE_SECRET'>,
  contestSalt: string,
  marks: Omit<RequestMarks, 'limitAddress'>,
  atMs: number,
): Promise<ActTrace> {
  const ofDay = await dayKey(env, atMs);
  const contestKey = { name: contestSalt, bytes: contestSalt };
  const { device, address, asn, agent, cameFrom } = marks;
  return {
    addressHash: address && keyed(ofDay, `address ${networkOf(address)}`),
    blockHash: address && keyed(ofDay, `block ${addressBlock(address)}`),
    network: asn === null ? null : `AS${asn}`,
    deviceHash: keyed(contestKey, `device ${device}`),
    agentHash: agent.trim() === '' ? null : keyed(contestKey, `agent ${agent}`),
    referrerHash: cameFrom && keyed(contestKey, `referrer ${cameFrom}`),
  };
}
