import type { Bindings } from '../env.ts';
import type { ExifHints } from './exif-hints.ts';

interface HintsRow {
  id: string;
  exifHints: string;
}

/** What the files of some pictures claim about their making, by media id. For moderators only. */
export async function exifHintsOf(
  env: Pick<Bindings, 'DB'>,
  mediaIds: readonly string[],
): Promise<Map<string, ExifHints>> {
  if (mediaIds.length === 0) return new Map();
  const { results } = await env.DB.prepare(
    `SELECT id, exif_hints AS exifHints FROM media
     WHERE id IN (SELECT value FROM json_each(?)) AND exif_hints IS NOT NULL`,
  )
    .bind(JSON.stringify(mediaIds))
    .all<HintsRow>();
  return new Map(results.map((row) => [row.id, JSON.parse(row.exifHints) as ExifHints]));
}
