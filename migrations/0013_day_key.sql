-- A random key for each day (UTC), under which addresses are hashed on that day. Deleted when the day is over: then nobody can turn such a
-- hash back by trying all addresses, not even with the installation's secret and a copy of this database.
CREATE TABLE day_key (
  -- As in 2026-11-24.
  day TEXT PRIMARY KEY,
  -- Hex.
  key TEXT NOT NULL
) WITHOUT ROWID;
