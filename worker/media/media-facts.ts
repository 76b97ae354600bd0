import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { MediaFacts } from '../../contests/contract.ts';
import type { Bindings } from '../env.ts';

/**
 * Keyed hash of a picture's bytes: equal for the same file within one contest, meaningless outside it.
 * HMAC-SHA-256 under the contest's salt, the first 128 bits as hex.
 */
export function fingerprint(contestSalt: string, sha256Hex: string): string {
  return bytesToHex(hmac(sha256, utf8ToBytes(contestSalt), utf8ToBytes(sha256Hex))).slice(0, 32);
}

export interface MediaFactsQuery {
  mediaIds: readonly string[];
  /** Who acts. */
  personId: string;
  /** Guest that the acting person was before signing in: those uploads are theirs as well. */
  formerGuestId?: string | null;
  contestSalt: string;
  /** When given, pictures uploaded for another contest or for the brand do not exist. */
  contestId?: string;
}

interface FactsRow {
  id: string;
  ownerId: string;
  sha256: string;
  widthPx: number;
  heightPx: number;
}

/** What rules may know of the pictures that an act names; ids that do not exist are absent. */
export async function mediaFacts(
  env: Pick<Bindings, 'DB'>,
  query: MediaFactsQuery,
): Promise<MediaFacts[]> {
  if (query.mediaIds.length === 0) return [];
  const { results } = await env.DB.prepare(
    `SELECT id, owner_id AS ownerId, sha256, width_px AS widthPx, height_px AS heightPx
     FROM media WHERE id IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR contest_id = ?2)
     ORDER BY id`,
  )
    .bind(JSON.stringify(query.mediaIds), query.contestId ?? null)
    .all<FactsRow>();
  return results.map((row) => ({
    id: row.id,
    fingerprint: fingerprint(query.contestSalt, row.sha256),
    widthPx: row.widthPx,
    heightPx: row.heightPx,
    ownedByActor:
      row.ownerId === query.personId ||
      (query.formerGuestId != null && row.ownerId === query.formerGuestId),
  }));
}
