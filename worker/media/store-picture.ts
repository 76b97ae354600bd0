import { and, eq, isNull } from 'drizzle-orm';
import { randomId } from '../auth/random-id.ts';
import { database } from '../db/database.ts';
import { media, mediaUpload } from '../db/media-schema.ts';
import type { Bindings } from '../env.ts';
import { readExifHints } from './exif-hints.ts';
import { deleteObjects, objectKey } from './media-objects.ts';
import { judgePicture } from './picture-header.ts';
import { refuseMedia, type MediaRefused } from './refusals.ts';
import { renderVariants, VARIANTS } from './variants.ts';

/** Whose picture it is and what it is for. */
export interface PictureOwner {
  ownerId: string;
  brandId: string;
  /** Null for a brand's own pictures. */
  contestId: string | null;
}

export interface StoredPicture {
  ok: true;
  /** False when the same person had sent the same file before. */
  created: boolean;
  mediaId: string;
  /** Size of the original, upright. */
  widthPx: number;
  heightPx: number;
}

function hex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The same file sent before by the same person for the same purpose. */
async function findSame(env: Bindings, owner: PictureOwner, sha256: string) {
  const [row] = await database(env)
    .select({ mediaId: media.id, widthPx: media.widthPx, heightPx: media.heightPx })
    .from(media)
    .where(
      and(
        eq(media.ownerId, owner.ownerId),
        eq(media.brandId, owner.brandId),
        owner.contestId === null ? isNull(media.contestId) : eq(media.contestId, owner.contestId),
        eq(media.sha256, sha256),
      ),
    );
  return row ?? null;
}

/**
 * Judges, re-encodes and keeps an uploaded file. Objects go to R2 first and the row to D1 last, so a
 * picture that has a row is complete; a `media_upload` row written before both lets the sweep find
 * what a crash left behind. A refusal writes nothing at all.
 */
export async function storePicture(
  env: Bindings,
  owner: PictureOwner,
  bytes: Uint8Array<ArrayBuffer>,
  nowMs: number,
): Promise<StoredPicture | MediaRefused> {
  const judged = judgePicture(bytes);
  if (!judged.ok) return judged;
  const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes));
  const before = await findSame(env, owner, sha256);
  if (before) return { ok: true, created: false, ...before };

  const rendition = await renderVariants(env.IMAGES, bytes);
  if (!rendition) return refuseMedia('media/UNREADABLE');
  // What the decoder did, not what the file claims, says whether the picture was turned on its side.
  const isTurned =
    (judged.widthPx - judged.heightPx) * (rendition.largeWidthPx - rendition.largeHeightPx) < 0;
  const [widthPx, heightPx] = isTurned
    ? [judged.heightPx, judged.widthPx]
    : [judged.widthPx, judged.heightPx];

  const db = database(env);
  const id = randomId();
  const hints = readExifHints(bytes.buffer);
  await db.insert(mediaUpload).values({ id, startedAtMs: nowMs });
  await Promise.all([
    env.MEDIA.put(objectKey(id, 'original'), bytes),
    ...VARIANTS.map((variant) =>
      env.MEDIA.put(objectKey(id, variant), rendition.variants[variant], {
        httpMetadata: { contentType: 'image/webp' },
      }),
    ),
  ]);
  const row: typeof media.$inferInsert = {
    id,
    ...owner,
    sha256,
    differenceHash: rendition.differenceHash,
    format: judged.format,
    sizeBytes: bytes.byteLength,
    widthPx,
    heightPx,
    exifHints: hints && JSON.stringify(hints),
    createdAtMs: nowMs,
  };
  const [inserted] = await db.batch([
    db.insert(media).values(row).onConflictDoNothing().returning({ id: media.id }),
    db.delete(mediaUpload).where(eq(mediaUpload.id, id)),
  ]);
  if (inserted.length > 0) return { ok: true, created: true, mediaId: id, widthPx, heightPx };
  // The same file came twice at once and the other request was faster: its copy is the one that stays.
  await deleteObjects(env, id);
  const winner = await findSame(env, owner, sha256);
  if (!winner) throw new Error('a picture clashed with one that does not exist');
  return { ok: true, created: false, ...winner };
}
