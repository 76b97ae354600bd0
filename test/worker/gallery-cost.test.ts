import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { galleryPage, type GalleryContext } from '../../worker/services/entry-gallery.ts';
import type { EntrySort } from '../../worker/wire/contest.ts';

const ENTRIES = 400;
const GROUPS = 4;
const LIMIT = 5;
/** An entry that is only sorted: in its index, among the erased ones, and in the order. */
const ROWS_SORTED = 3;
/** One that is shown: its own row and place, two texts and a picture. */
const ROWS_SHOWN = 6;

const context = {
  facts: { id: 'large', slug: 'large', campaignSlug: 'campaign' },
  groups: [],
  votesVisible: true,
  creditsVisible: true,
} as unknown as GalleryContext;

/** Rows that the database reads for a page; how many entries there are in all is counted besides. */
async function rowsRead(sort: EntrySort, group?: string): Promise<number> {
  let rows = 0;
  const counting = {
    prepare: (sql: string) => env.DB.prepare(sql),
    async batch(statements: D1PreparedStatement[]) {
      const replies = await env.DB.batch(statements);
      rows = replies[0]?.meta.rows_read ?? Number.NaN;
      return replies;
    },
  };
  const query = { sort, group, limit: LIMIT, visitor: 'ann' };
  const page = await galleryPage({ ...env, DB: counting as unknown as D1Database }, context, query);
  expect(page?.entries).toHaveLength(LIMIT);
  expect(page?.total).toBe(group === undefined ? ENTRIES : ENTRIES / GROUPS);
  expect(page?.entries[0]).toMatchObject({ caption: 'A caption', credit: 'A credit' });
  return rows;
}

beforeAll(async () => {
  const numbers = JSON.stringify(Array.from({ length: ENTRIES }, (_, number) => number));
  await env.DB.batch([
    ...['caption', 'credit'].map((part) =>
      env.DB.prepare(
        `INSERT INTO erasable_text (hash, contest_id, salt, text)
         SELECT '${part}-' || value, 'large', '', 'A ${part}' FROM json_each(?)`,
      ).bind(numbers),
    ),
    env.DB.prepare(
      `INSERT INTO media (id, owner_id, brand_id, contest_id, sha256, difference_hash, format, size_bytes, width_px, height_px, created_at_ms)
       SELECT 'media-' || value, 'g_ann', 'brand', 'large', value, '', 'jpeg', 1, 640, 480, 0 FROM json_each(?)`,
    ).bind(numbers),
    env.DB.prepare(
      `INSERT INTO entry (id, contest_id, group_id, author_id, media_id, caption_hash, credit_hash, status, votes, submitted_at_ms, shuffle)
       SELECT 'entry-' || value, 'large', 'group-' || (value % ${GROUPS}), 'ann', 'media-' || value, 'caption-' || value,
         'credit-' || value, 'approved', value % 7, value, value * 7919 FROM json_each(?)`,
    ).bind(numbers),
  ]);
});

describe('a page of a large gallery', () => {
  it.each(['shuffle', 'new', 'top'] as const)(
    'fetches texts and pictures of its own entries alone: %s',
    async (sort) => {
      const most = ROWS_SORTED * ENTRIES + ROWS_SHOWN * (LIMIT + 1);
      expect(await rowsRead(sort)).toBeLessThanOrEqual(most);
    },
  );

  it('reads no other group where one is asked for', async () => {
    const most = (ROWS_SORTED * ENTRIES) / GROUPS + ROWS_SHOWN * (LIMIT + 1);
    expect(await rowsRead('shuffle', 'group-1')).toBeLessThanOrEqual(most);
  });
});
