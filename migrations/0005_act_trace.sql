-- What an act came with, for telling votes of people from others: a private side table, never public, never on a ledger.
-- Hashes are keyed. Addresses are hashed under a key that changes every day (UTC), so they cannot be followed across days.
-- Rows go 30 days after the act.
CREATE TABLE act_trace (
  contest_id TEXT NOT NULL,
  -- The act's first event.
  seq INTEGER NOT NULL,
  fan_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  -- An IPv4 address or an IPv6 /64.
  address_hash TEXT,
  -- An IPv4 /24 or an IPv6 /48.
  block_hash TEXT,
  -- The number of the autonomous system, where the platform says it.
  network TEXT,
  -- This browser in this contest: the pseudonym of its guest cookie.
  device_hash TEXT,
  -- Kind of browser, system and language: shared by many people.
  agent_hash TEXT,
  -- The site whose link led here.
  referrer_hash TEXT,
  -- When the e-mail address was proved; NULL for guests.
  verified_at_ms INTEGER,
  PRIMARY KEY (contest_id, seq)
) WITHOUT ROWID;
CREATE INDEX act_trace_by_time ON act_trace (contest_id, at_ms);
CREATE INDEX act_trace_by_fan ON act_trace (contest_id, fan_id);
