import type { EpochMs, Turn } from '../../contests/contract.ts';
import { momentAt } from '../../contests/lifecycle.ts';
import type { ActInput } from './act.ts';
import type { RoomParts } from './parts.ts';
import { randomHex } from './random-hex.ts';

/** Who acts, and with which pictures. */
export type Actor = Pick<Turn, 'actorId' | 'formerIds' | 'role' | 'verifiedAtMs' | 'media'>;

export const actorOf = ({ fanId, formerFanIds, ...input }: ActInput): Actor => ({
  ...input,
  actorId: fanId,
  formerIds: formerFanIds,
});

/** The schedule itself. */
export const SYSTEM: Actor = { actorId: 'system', role: 'system', verifiedAtMs: null, media: [] };

/** The circumstances of one decision, with fresh randomness. */
export function freshTurn(
  { contest, state }: Pick<RoomParts, 'contest' | 'state'>,
  seq: number,
  atMs: EpochMs,
  { actorId, formerIds = [], role, verifiedAtMs, media }: Actor,
): Turn {
  return {
    ...momentAt(contest, state, atMs),
    seq,
    actorId,
    formerIds,
    role,
    verifiedAtMs,
    freshId: randomHex(12),
    salt: randomHex(16),
    media,
    configVersion: state.core.configVersion,
  };
}
