import type { Bindings } from '../env.ts';
import { sha256Hex } from '../ledger/chain.ts';
import type { EntriesPage, EntryCard, EntrySort, Picture } from '../wire/contest.ts';
import type { ContestFacts } from './contest-facts.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

interface GalleryRow {
  id: string;
  group_id: string;
  caption: string | null;
  credit: string | null;
  media_id: string | null;
  width_px: number | null;
  height_px: number | null;
  votes: number;
  submitted_at_ms: number;
  sort_key: number;
}

/** What a gallery needs to know of its contest besides the rows. */
export interface GalleryContext {
  facts: ContestFacts;
  groups: readonly { id: string; label: string }[];
  /** Whether votes may be seen and sorted by. */
  votesVisible: boolean;
  /** Whether authors may be named. */
  creditsVisible: boolean;
}

export interface GalleryQuery {
  /** A group's id; all groups when absent. */
  group?: string | undefined;
  sort: EntrySort;
  cursor?: string | undefined;
  limit: number;
  /** Whose shuffle: the same visitor gets the same order each time. */
  visitor: string;
}

const CARD_COLUMNS = `e.id, e.group_id, caption.text AS caption, credit.text AS credit, e.media_id, m.width_px, m.height_px,
  e.votes, e.submitted_at_ms`;
const CARD_JOINS = `
  LEFT JOIN erasable_text caption ON caption.hash = e.caption_hash
  LEFT JOIN erasable_text credit ON credit.hash = e.credit_hash
  LEFT JOIN media m ON m.id = e.media_id`;

/** In the gallery: approved, and its author has not asked to be forgotten. */
const SHOWN = `e.status = 'approved' AND e.id NOT IN (SELECT entry_id FROM erased_entry WHERE contest_id = ?1)`;

/** Approved entries, page by page. Null for a cursor that is none. Ties are broken by id. */
export async function galleryPage(
  env: Bindings,
  context: GalleryContext,
  query: GalleryQuery,
): Promise<EntriesPage | null> {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
  if (query.cursor !== undefined && !after) return null;
  const { key, descending } = sortKey(query);
  const where = `e.contest_id = ?1 AND ${SHOWN} AND ${query.group === undefined ? '?2 IS NULL' : 'e.group_id = ?2'}`;
  const [direction, comparison] = descending ? ['DESC', '<'] : ['ASC', '>'];
  // Which entries are on the page is decided within one index; texts and sizes are fetched of those alone.
  const [page, total] = await env.DB.batch<GalleryRow | { total: number }>([
    env.DB.prepare(
      `SELECT ${CARD_COLUMNS}, sort_key FROM
         (SELECT e.id AS page_id, ${key} AS sort_key FROM entry e
           WHERE ${where} AND (?3 IS NULL OR (${key}, e.id) ${comparison} (?3, ?4))
           ORDER BY sort_key ${direction}, e.id ${direction} LIMIT ?5)
         CROSS JOIN entry e ON e.id = page_id ${CARD_JOINS}
         ORDER BY sort_key ${direction}, e.id ${direction}`,
    ).bind(
      context.facts.id,
      query.group ?? null,
      after?.key ?? null,
      after?.id ?? null,
      query.limit + 1,
    ),
    env.DB.prepare(`SELECT count(*) AS total FROM entry e WHERE ${where}`).bind(
      context.facts.id,
      query.group ?? null,
    ),
  ]);
  const rows = (page?.results ?? []) as GalleryRow[];
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    entries: shown.map((row) => card(context, row)),
    nextCursor:
      rows.length > query.limit && last ? encodeCursor({ key: last.sort_key, id: last.id }) : null,
    total: (total?.results[0] as { total: number } | undefined)?.total ?? 0,
  };
}

/** Cards of approved entries by id; ids of anything else are absent. */
export async function entryCards(
  env: Bindings,
  context: GalleryContext,
  ids: readonly string[],
): Promise<Map<string, EntryCard>> {
  if (ids.length === 0) return new Map();
  const { results } = await env.DB.prepare(
    `SELECT ${CARD_COLUMNS}, 0 AS sort_key FROM entry e ${CARD_JOINS}
     WHERE e.contest_id = ?1 AND ${SHOWN} AND e.id IN (SELECT value FROM json_each(?2))`,
  )
    .bind(context.facts.id, JSON.stringify(ids))
    .all<GalleryRow>();
  return new Map(results.map((row) => [row.id, card(context, row)]));
}

/** The column or expression to sort by. Everything in it is ours, nothing comes from the request. */
function sortKey({ sort, visitor }: GalleryQuery): { key: string; descending: boolean } {
  if (sort === 'new') return { key: 'e.submitted_at_ms', descending: true };
  if (sort === 'top') return { key: 'e.votes', descending: true };
  // x → a·x + b modulo the prime 2^31 − 1 is another order for every visitor, and stays below 2^62, exact in SQLite.
  const digest = sha256Hex(visitor);
  const factor = (Number.parseInt(digest.slice(0, 8), 16) % 2_147_483_646) + 1;
  const shift = Number.parseInt(digest.slice(8, 16), 16) % 2_147_483_647;
  return {
    key: `((e.shuffle % 2147483647) * ${factor} + ${shift}) % 2147483647`,
    descending: false,
  };
}

function card(
  { facts, groups, votesVisible, creditsVisible }: GalleryContext,
  row: GalleryRow,
): EntryCard {
  return {
    id: row.id,
    url: `/c/${facts.campaignSlug}/${facts.slug}/entries/${row.id}`,
    group: row.group_id,
    groupLabel: groups.find((group) => group.id === row.group_id)?.label ?? '',
    caption: row.caption ?? '',
    credit: (creditsVisible && row.credit) || '',
    picture: picture(row),
    votes: votesVisible ? row.votes : null,
    submittedAtMs: row.submitted_at_ms,
  };
}

function picture(row: GalleryRow): Picture | null {
  if (row.media_id === null || row.width_px === null || row.height_px === null) return null;
  const address = (variant: string) => `/media/${row.media_id}/${variant}`;
  return {
    thumbUrl: address('thumb'),
    mediumUrl: address('medium'),
    largeUrl: address('large'),
    widthPx: row.width_px,
    heightPx: row.height_px,
  };
}
