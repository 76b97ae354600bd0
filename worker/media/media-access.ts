import type { BrandRole } from '../auth/roles.ts';
import type { Bindings } from '../env.ts';

/** Who may see a picture at present: everybody, this caller only, or nobody who asks. */
export type MediaAccess = 'public' | 'private' | 'none';

interface MediaRow {
  ownerId: string;
  isPublic: number;
}

/**
 * Public are the picture of an approved entry that has not been disqualified, in a published contest, the brand's own
 * pictures of such a contest (their ids stay secret until they may be seen) and the cover of a published campaign. A standing is an entry or a fan, so a disqualification names either.
 */
const MEDIA_QUERY = `
  SELECT media.owner_id AS ownerId,
    EXISTS (
      SELECT 1 FROM entry
      JOIN contest ON contest.id = entry.contest_id AND contest.published_at_ms IS NOT NULL
      WHERE entry.media_id = media.id AND entry.status = 'approved' AND NOT EXISTS (
        SELECT 1 FROM contest_status, json_each(contest_status.disqualified) AS standing
        WHERE contest_status.contest_id = entry.contest_id
          AND standing.key IN (entry.id, entry.author_id)
      )
    ) OR EXISTS (
      SELECT 1 FROM contest_picture WHERE contest_picture.media_id = media.id
    ) OR EXISTS (
      SELECT 1 FROM campaign
      WHERE campaign.cover_media_id = media.id AND campaign.published_at_ms IS NOT NULL
    ) AS isPublic
  FROM media WHERE media.id = ?`;

/** Whoever asks: ids of the person, and of the guest that the person was before signing in. */
export interface MediaCaller {
  id: string;
  formerGuestId: string | null;
}

/** What somebody is in the brand that a picture is for. */
const ROLE_QUERY = `
  SELECT member.role FROM media JOIN member ON member.organization_id = media.brand_id
  WHERE media.id = ?1 AND member.user_id = ?2`;

/**
 * Decides who may see a picture. `caller` is only asked for when the public may not.
 *
 * What is hidden takes the same steps as what does not exist: neither a renewed session cookie nor the time tells them apart.
 *
 * @returns `none` for a picture that does not exist and for one that the caller may not know of
 */
export async function mediaAccess(
  env: Bindings,
  mediaId: string,
  caller: () => Promise<MediaCaller | null>,
): Promise<MediaAccess> {
  const row = await env.DB.prepare(MEDIA_QUERY).bind(mediaId).first<MediaRow>();
  if (row?.isPublic) return 'public';
  const person = await caller();
  if (!person) return 'none';
  const role = await env.DB.prepare(ROLE_QUERY)
    .bind(mediaId, person.id.replace(/^u_/, ''))
    .first<BrandRole>('role');
  if (row && (row.ownerId === person.id || row.ownerId === person.formerGuestId)) return 'private';
  // A jury sees what everybody sees; what still waits, or was never entered, is for those who decide on it.
  return role === null || role === 'judge' ? 'none' : 'private';
}
