import { asc, inArray, lt } from 'drizzle-orm';
import { database } from '../db/database.ts';
import { mediaUpload } from '../db/media-schema.ts';
import type { Bindings } from '../env.ts';
import { deleteObjects } from './media-objects.ts';

/** Much longer than any request lives. */
export const ABANDONED_AFTER_MS = 60 * 60 * 1000;

const SWEEP_AT_ONCE = 20;

/**
 * Deletes the objects of uploads that a crash cut off between R2 and D1. Cheap when there are none,
 * so every upload does it in passing.
 *
 * @returns how many uploads were swept
 */
export async function sweepAbandonedUploads(
  env: Pick<Bindings, 'DB' | 'MEDIA'>,
  nowMs: number,
): Promise<number> {
  const db = database(env);
  const abandoned = await db
    .select({ id: mediaUpload.id })
    .from(mediaUpload)
    .where(lt(mediaUpload.startedAtMs, nowMs - ABANDONED_AFTER_MS))
    .orderBy(asc(mediaUpload.startedAtMs), asc(mediaUpload.id))
    .limit(SWEEP_AT_ONCE);
  if (abandoned.length === 0) return 0;
  const ids = abandoned.map((upload) => upload.id);
  // Objects first: a crash in between only means that the next sweep does it again.
  for (const id of ids) await deleteObjects(env, id);
  await db.delete(mediaUpload).where(inArray(mediaUpload.id, ids));
  return ids.length;
}
