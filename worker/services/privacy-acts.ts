import { NO_TRACE } from '../abuse/act-trace.ts';
import type { Bindings } from '../env.ts';
import { canonicalJson, sha256Hex } from '../ledger/chain.ts';
import type { ActOutput } from '../room/act.ts';
import { roomOf } from '../room/room-stub.ts';
import { freshActKey } from '../wire/act-key.ts';

/**
 * Acts in a contest for somebody who is to be forgotten.
 * @throws when the room fails; to be tried again later.
 */
export async function actFor(
  env: Bindings,
  contestId: string,
  action: { type: string },
  as: { fanId: string; role: 'fan' | 'system' },
): Promise<ActOutput> {
  const [output] = await roomOf(env, contestId).act([
    {
      ...as,
      formerFanIds: [],
      // No mapping: there is nobody to map to any more.
      personId: null,
      verifiedAtMs: null,
      key: freshActKey(),
      bodyHash: sha256Hex(canonicalJson(action)),
      action,
      media: [],
      // The server acts, for somebody who has left.
      trace: NO_TRACE,
      blockKey: null,
      browserLike: true,
      // Asked for by a person who has just confirmed it.
      proof: 'good',
    },
  ]);
  if (!output || output.status === 'fault') throw new Error(`the room of ${contestId} failed`);
  return output;
}
