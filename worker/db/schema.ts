// The tables of migrations/0001_contests.sql, as drizzle reads them. The SQL files are what creates them.
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const campaign = sqliteTable('campaign', {
  id: text('id').primaryKey(),
  brandId: text('brand_id').notNull(),
  slug: text('slug').notNull(),
  title: text('title').notNull(),
  tagline: text('tagline').notNull(),
  storyMarkdown: text('story_markdown').notNull(),
  accent: text('accent').notNull(),
  timeZone: text('time_zone').notNull(),
  coverMediaId: text('cover_media_id'),
  createdAtMs: integer('created_at_ms').notNull(),
  publishedAtMs: integer('published_at_ms'),
});

export const contest = sqliteTable('contest', {
  id: text('id').primaryKey(),
  campaignId: text('campaign_id').notNull(),
  slug: text('slug').notNull(),
  type: text('type').notNull(),
  title: text('title').notNull(),
  draftConfig: text('draft_config').notNull(),
  sealed: text('sealed').notNull(),
  createdAtMs: integer('created_at_ms').notNull(),
  publishedAtMs: integer('published_at_ms'),
});

export const block = sqliteTable(
  'block',
  {
    contestId: text('contest_id').notNull(),
    shard: integer('shard').notNull(),
    number: integer('number').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
    salt: text('salt').notNull(),
    firstSeq: integer('first_seq').notNull(),
    eventCount: integer('event_count').notNull(),
    atMs: integer('at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.shard, table.number] })],
);

export const event = sqliteTable(
  'event',
  {
    contestId: text('contest_id').notNull(),
    shard: integer('shard').notNull(),
    seq: integer('seq').notNull(),
    block: integer('block').notNull(),
    atMs: integer('at_ms').notNull(),
    actorId: text('actor_id').notNull(),
    role: text('role').notNull(),
    data: text('data').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.shard, table.seq] })],
);

export const receipt = sqliteTable(
  'receipt',
  {
    contestId: text('contest_id').notNull(),
    actorId: text('actor_id').notNull(),
    key: text('key').notNull(),
    bodyHash: text('body_hash').notNull(),
    seq: integer('seq').notNull(),
    block: integer('block').notNull(),
    createdId: text('created_id'),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.key, table.actorId] })],
);

export const erasableText = sqliteTable('erasable_text', {
  hash: text('hash').primaryKey(),
  contestId: text('contest_id').notNull(),
  salt: text('salt').notNull(),
  text: text('text').notNull(),
});

export const fan = sqliteTable(
  'fan',
  {
    contestId: text('contest_id').notNull(),
    fanId: text('fan_id').notNull(),
    personId: text('person_id').notNull(),
    firstSeenAtMs: integer('first_seen_at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.fanId] })],
);

export const rules = sqliteTable(
  'rules',
  {
    contestId: text('contest_id').notNull(),
    version: integer('version').notNull(),
    config: text('config').notNull(),
    hash: text('hash').notNull(),
    reason: text('reason'),
    publishedAtMs: integer('published_at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.version] })],
);

export const entry = sqliteTable('entry', {
  id: text('id').primaryKey(),
  contestId: text('contest_id').notNull(),
  groupId: text('group_id').notNull(),
  authorId: text('author_id').notNull(),
  mediaId: text('media_id'),
  captionHash: text('caption_hash'),
  creditHash: text('credit_hash'),
  status: text('status').notNull(),
  refusalReason: text('refusal_reason'),
  votes: integer('votes').notNull(),
  submittedAtMs: integer('submitted_at_ms').notNull(),
  shuffle: integer('shuffle').notNull(),
});

export const standing = sqliteTable(
  'standing',
  {
    contestId: text('contest_id').notNull(),
    groupId: text('group_id').notNull(),
    id: text('id').notNull(),
    rank: integer('rank').notNull(),
    position: integer('position').notNull(),
    figures: text('figures').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.groupId, table.id] })],
);

export const award = sqliteTable(
  'award',
  {
    contestId: text('contest_id').notNull(),
    groupId: text('group_id').notNull(),
    place: integer('place').notNull(),
    standingId: text('standing_id').notNull(),
    honour: text('honour').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.groupId, table.place] })],
);

export const contestStatus = sqliteTable('contest_status', {
  contestId: text('contest_id').primaryKey(),
  seq: integer('seq').notNull(),
  block: integer('block').notNull(),
  headHash: text('head_hash').notNull(),
  selectedAtMs: integer('selected_at_ms'),
  confirmedAtMs: integer('confirmed_at_ms'),
  announcedAtMs: integer('announced_at_ms'),
  disqualified: text('disqualified').notNull(),
});
