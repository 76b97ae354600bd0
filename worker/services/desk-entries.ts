import type { Bindings } from '../env.ts';
import type { EntryCard, Picture } from '../wire/contest.ts';
import type { QueueStatus } from '../wire/desk.ts';
import type { ContestFacts } from './contest-facts.ts';
import type { Cursor } from './cursor.ts';

/** An entry as the desk reads it from the projection, whatever its status. */
export interface DeskEntry {
  id: string;
  group: string;
  authorId: string;
  mediaId: string | null;
  caption: string | null;
  credit: string | null;
  widthPx: number | null;
  heightPx: number | null;
  status: string;
  refusalReason: string | null;
  votes: number;
  submittedAtMs: number;
  shuffle: number;
}

const COLUMNS = `e.id, e.group_id AS "group", e.author_id AS authorId, e.media_id AS mediaId, caption.text AS caption,
  credit.text AS credit, m.width_px AS widthPx, m.height_px AS heightPx, e.status, e.refusal_reason AS refusalReason,
  e.votes, e.submitted_at_ms AS submittedAtMs, e.shuffle
  FROM entry e
  LEFT JOIN erasable_text caption ON caption.hash = e.caption_hash
  LEFT JOIN erasable_text credit ON credit.hash = e.credit_hash
  LEFT JOIN media m ON m.id = e.media_id`;

export interface DeskEntriesQuery {
  status: QueueStatus;
  group?: string | undefined;
  after: Cursor | null;
  limit: number;
  /** `arrival`: first come, first served. `blind`: an order that says nothing about who came first. */
  order: 'arrival' | 'blind';
}

/** One page more than asked for, so that the caller knows whether there is another. Ties are broken by id. */
export async function deskEntries(
  env: Pick<Bindings, 'DB'>,
  contestId: string,
  query: DeskEntriesQuery,
): Promise<DeskEntry[]> {
  const key = query.order === 'arrival' ? 'e.submitted_at_ms' : 'e.shuffle';
  const { results } = await env.DB.prepare(
    `SELECT ${COLUMNS} WHERE e.contest_id = ?1 AND e.status = ?2 AND (?3 IS NULL OR e.group_id = ?3)
       AND (?4 IS NULL OR (${key}, e.id) > (?4, ?5)) ORDER BY ${key}, e.id LIMIT ?6`,
  )
    .bind(
      contestId,
      query.status,
      query.group ?? null,
      query.after?.key ?? null,
      query.after?.id ?? null,
      query.limit + 1,
    )
    .all<DeskEntry>();
  return results;
}

/** Entries by id or by picture. */
export async function deskEntriesBy(
  env: Pick<Bindings, 'DB'>,
  contestId: string,
  column: 'id' | 'media_id',
  values: readonly string[],
): Promise<DeskEntry[]> {
  if (values.length === 0) return [];
  const { results } = await env.DB.prepare(
    `SELECT ${COLUMNS} WHERE e.contest_id = ?1 AND e.${column} IN (SELECT value FROM json_each(?2)) ORDER BY e.id`,
  )
    .bind(contestId, JSON.stringify(values))
    .all<DeskEntry>();
  return results;
}

/** Entries of a contest by status. */
export async function statusCounts(
  env: Pick<Bindings, 'DB'>,
  contestId: string,
): Promise<Record<QueueStatus, number>> {
  const { results } = await env.DB.prepare(
    'SELECT status, count(*) AS count FROM entry WHERE contest_id = ? GROUP BY status',
  )
    .bind(contestId)
    .all<{ status: string; count: number }>();
  const count = (status: QueueStatus) => results.find((row) => row.status === status)?.count ?? 0;
  return { pending: count('pending'), approved: count('approved'), refused: count('refused') };
}

/** How many entries each of these people has in a contest. */
export async function entriesByAuthor(
  env: Pick<Bindings, 'DB'>,
  contestId: string,
  authorIds: readonly string[],
): Promise<Map<string, number>> {
  const { results } = await env.DB.prepare(
    `SELECT author_id AS authorId, count(*) AS count FROM entry
     WHERE contest_id = ?1 AND author_id IN (SELECT value FROM json_each(?2)) GROUP BY author_id`,
  )
    .bind(contestId, JSON.stringify([...new Set(authorIds)]))
    .all<{ authorId: string; count: number }>();
  return new Map(results.map((row) => [row.authorId, row.count]));
}

export function pictureOf(entry: DeskEntry): Picture | null {
  const { mediaId, widthPx, heightPx } = entry;
  if (mediaId === null || widthPx === null || heightPx === null) return null;
  const address = (variant: string) => `/media/${mediaId}/${variant}`;
  return {
    thumbUrl: address('thumb'),
    mediumUrl: address('medium'),
    largeUrl: address('large'),
    widthPx,
    heightPx,
  };
}

/** Address of an entry's public page; null while it has none. */
export function publicUrl(facts: ContestFacts, entry: DeskEntry): string | null {
  return entry.status === 'approved'
    ? `/c/${facts.campaignSlug}/${facts.slug}/entries/${entry.id}`
    : null;
}

/** A card for the desk, of an entry of any status. */
export function deskCard(
  facts: ContestFacts,
  groups: readonly { id: string; label: string }[],
  entry: DeskEntry,
): EntryCard {
  return {
    id: entry.id,
    url: publicUrl(facts, entry) ?? '',
    group: entry.group,
    groupLabel: groups.find(({ id }) => id === entry.group)?.label ?? '',
    caption: entry.caption ?? '',
    credit: entry.credit ?? '',
    picture: pictureOf(entry),
    votes: entry.votes,
    submittedAtMs: entry.submittedAtMs,
  };
}
