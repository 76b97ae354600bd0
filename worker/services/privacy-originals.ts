import type { Person } from '../auth/session.ts';
import type { Bindings } from '../env.ts';
import { objectKey } from '../media/media-objects.ts';
import { identitiesOf } from './privacy-pseudonyms.ts';

/** A file as somebody sent it. */
export interface Original {
  /** With the ending of its format, as in `0f3a….jpeg`. */
  fileName: string;
  sizeBytes: number;
  body: ReadableStream;
}

/** Where somebody's own original is; absolute, as the download that names it has no site that it belongs to. */
export function originalUrl(env: Pick<Bindings, 'FANFARE_ORIGIN'>, mediaId: string): string {
  return `${env.FANFARE_ORIGIN}/api/me/originals/${mediaId}`;
}

/** The file that this person sent, under whichever name they were known then; null of anybody else's, and once it is erased. */
export async function ownOriginal(
  env: Bindings,
  person: Person,
  mediaId: string,
): Promise<Original | null> {
  const identities = await identitiesOf(env, person);
  const row = await env.DB.prepare(
    `SELECT format FROM media WHERE id = ?1 AND original_erased_at_ms IS NULL
       AND owner_id IN (SELECT value FROM json_each(?2))`,
  )
    .bind(mediaId, JSON.stringify(identities))
    .first<{ format: string }>();
  const object = row && (await env.MEDIA.get(objectKey(mediaId, 'original')));
  if (!object) return null;
  return { fileName: `${mediaId}.${row.format}`, sizeBytes: object.size, body: object.body };
}
