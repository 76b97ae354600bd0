import type { Bindings } from '../env.ts';
import { findNearDuplicates, type HashedPicture, type NearDuplicate } from './look-alikes.ts';

export type { NearDuplicate };

/** Look-alikes of some pictures among everything uploaded for a contest, for the desk. One query. */
export async function nearDuplicates(
  env: Pick<Bindings, 'DB'>,
  contestId: string,
  mediaIds: readonly string[],
): Promise<NearDuplicate[]> {
  if (mediaIds.length === 0) return [];
  const { results } = await env.DB.prepare(
    'SELECT id, sha256, difference_hash AS differenceHash FROM media WHERE contest_id = ?',
  )
    .bind(contestId)
    .all<HashedPicture>();
  return findNearDuplicates(results, mediaIds);
}
