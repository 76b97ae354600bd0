-- People who asked to be forgotten, until nothing of them can come back: a session that another browser still holds may act
-- for some minutes after its row is gone. The row goes when that time is over.
CREATE TABLE deletion (
  person_id TEXT PRIMARY KEY,
  -- The guest that the person was on the same browser.
  former_guest_id TEXT,
  -- JSON: [contest id, pseudonym] of everything they left on ledgers.
  pseudonyms TEXT NOT NULL,
  requested_at_ms INTEGER NOT NULL,
  -- When to look (again).
  due_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX deletion_due ON deletion (due_at_ms);

-- Entries whose author asked to be forgotten: shown nowhere, though the ledger knows that there was one. Not a projection.
CREATE TABLE erased_entry (
  contest_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  PRIMARY KEY (contest_id, entry_id)
) WITHOUT ROWID;

CREATE INDEX entry_by_author ON entry (contest_id, author_id);

-- The original file is kept for some time after the announcement; its variants stay as long as the entry is shown.
ALTER TABLE media ADD COLUMN original_erased_at_ms INTEGER;
