-- Campaigns and the contests in them.
CREATE TABLE campaign (
  id TEXT PRIMARY KEY,
  brand_id TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  tagline TEXT NOT NULL DEFAULT '',
  story_markdown TEXT NOT NULL DEFAULT '',
  accent TEXT NOT NULL DEFAULT '#0b6e4f',
  time_zone TEXT NOT NULL DEFAULT 'UTC',
  cover_media_id TEXT,
  created_at_ms INTEGER NOT NULL,
  published_at_ms INTEGER
);
CREATE INDEX campaign_by_brand ON campaign (brand_id, created_at_ms, id);

CREATE TABLE contest (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  slug TEXT NOT NULL,
  type TEXT NOT NULL,
  title TEXT NOT NULL,
  -- The rules being edited; what is in force stands on the ledger.
  draft_config TEXT NOT NULL,
  -- Secrets of the type, seed and salt, sealed with AES-GCM under a key from the environment.
  sealed TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  published_at_ms INTEGER,
  UNIQUE (campaign_id, slug)
);

-- The ledger: blocks chained by hash, events in them. docs/ledger.md is the specification.
CREATE TABLE block (
  contest_id TEXT NOT NULL,
  shard INTEGER NOT NULL,
  number INTEGER NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  salt TEXT NOT NULL,
  first_seq INTEGER NOT NULL,
  event_count INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (contest_id, shard, number)
) WITHOUT ROWID;

CREATE TABLE event (
  contest_id TEXT NOT NULL,
  shard INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  block INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  actor_id TEXT NOT NULL,
  role TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (contest_id, shard, seq)
) WITHOUT ROWID;

CREATE TRIGGER block_is_append_only_update BEFORE UPDATE ON block BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER block_is_append_only_delete BEFORE DELETE ON block BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER event_is_append_only_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER event_is_append_only_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- Idempotency: one act per person and key. Keys begin with their time, so that new rows stand together on disk.
CREATE TABLE receipt (
  contest_id TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  seq INTEGER NOT NULL,
  block INTEGER NOT NULL,
  created_id TEXT,
  PRIMARY KEY (contest_id, key, actor_id)
) WITHOUT ROWID;

-- Texts that the ledger names by salted hash only; deleting a row erases the text and leaves the chain whole.
CREATE TABLE erasable_text (
  hash TEXT PRIMARY KEY,
  contest_id TEXT NOT NULL,
  salt TEXT NOT NULL,
  text TEXT NOT NULL
) WITHOUT ROWID;

-- Who is behind a pseudonym; dropping the row forgets the person.
CREATE TABLE fan (
  contest_id TEXT NOT NULL,
  fan_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  first_seen_at_ms INTEGER NOT NULL,
  PRIMARY KEY (contest_id, fan_id)
) WITHOUT ROWID;
CREATE INDEX fan_by_person ON fan (person_id, contest_id);

-- Projections: `npm run rebuild` throws these away and recreates them from the ledger.
CREATE TABLE rules (
  contest_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  config TEXT NOT NULL,
  hash TEXT NOT NULL,
  reason TEXT,
  published_at_ms INTEGER NOT NULL,
  PRIMARY KEY (contest_id, version)
) WITHOUT ROWID;

CREATE TABLE entry (
  id TEXT PRIMARY KEY,
  contest_id TEXT NOT NULL,
  group_id TEXT NOT NULL,
  author_id TEXT NOT NULL,
  media_id TEXT,
  caption_hash TEXT,
  credit_hash TEXT,
  status TEXT NOT NULL,
  refusal_reason TEXT,
  votes INTEGER NOT NULL,
  submitted_at_ms INTEGER NOT NULL,
  -- A fixed random-looking number, from which each visitor's stable shuffle is made.
  shuffle INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX entry_new ON entry (contest_id, status, group_id, submitted_at_ms, id);
CREATE INDEX entry_top ON entry (contest_id, status, group_id, votes, id);
CREATE INDEX entry_shuffle ON entry (contest_id, status, group_id, shuffle, id);
CREATE INDEX entry_by_media ON entry (media_id);

CREATE TABLE standing (
  contest_id TEXT NOT NULL,
  group_id TEXT NOT NULL,
  id TEXT NOT NULL,
  rank INTEGER NOT NULL,
  position INTEGER NOT NULL,
  figures TEXT NOT NULL,
  PRIMARY KEY (contest_id, group_id, id)
) WITHOUT ROWID;

CREATE TABLE award (
  contest_id TEXT NOT NULL,
  group_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  standing_id TEXT NOT NULL,
  honour TEXT NOT NULL,
  PRIMARY KEY (contest_id, group_id, place)
) WITHOUT ROWID;

-- The contest's lifecycle as lists and pages need it without asking the room.
CREATE TABLE contest_status (
  contest_id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  block INTEGER NOT NULL,
  head_hash TEXT NOT NULL,
  selected_at_ms INTEGER,
  confirmed_at_ms INTEGER,
  announced_at_ms INTEGER,
  -- JSON object: standing id → public reason.
  disqualified TEXT NOT NULL
) WITHOUT ROWID;
