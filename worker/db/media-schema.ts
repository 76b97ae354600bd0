// The tables of migrations/0002_media.sql, as drizzle reads them. The SQL file is what creates them.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const media = sqliteTable('media', {
  id: text('id').primaryKey(),
  ownerId: text('owner_id').notNull(),
  brandId: text('brand_id').notNull(),
  contestId: text('contest_id'),
  sha256: text('sha256').notNull(),
  differenceHash: text('difference_hash').notNull(),
  format: text('format', { enum: ['jpeg', 'png', 'webp'] }).notNull(),
  sizeBytes: integer('size_bytes').notNull(),
  widthPx: integer('width_px').notNull(),
  heightPx: integer('height_px').notNull(),
  exifHints: text('exif_hints'),
  createdAtMs: integer('created_at_ms').notNull(),
  originalErasedAtMs: integer('original_erased_at_ms'),
});

export const mediaUpload = sqliteTable('media_upload', {
  id: text('id').primaryKey(),
  startedAtMs: integer('started_at_ms').notNull(),
});
