-- People and their sessions, in the format of better-auth. Dates are UTC milliseconds.
CREATE TABLE user (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  email_verified INTEGER NOT NULL,
  image TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL,
  ip_address TEXT,
  user_agent TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE INDEX session_by_user ON session (user_id);

-- Sign-in goes by e-mail code alone; better-auth expects the table nevertheless.
CREATE TABLE account (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  access_token TEXT,
  refresh_token TEXT,
  id_token TEXT,
  access_token_expires_at INTEGER,
  refresh_token_expires_at INTEGER,
  scope TEXT,
  password TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE INDEX account_by_user ON account (user_id);

CREATE TABLE verification (
  id TEXT PRIMARY KEY,
  identifier TEXT NOT NULL,
  value TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE INDEX verification_by_identifier ON verification (identifier);

-- Brands, in the format of better-auth's organization plug-in.
CREATE TABLE organization (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  logo TEXT,
  metadata TEXT,
  created_at INTEGER NOT NULL
);

CREATE TABLE member (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'moderator', 'judge')),
  created_at INTEGER NOT NULL,
  UNIQUE (organization_id, user_id)
);
CREATE INDEX member_by_user ON member (user_id);

-- Waits for the first sign-in of somebody who proves this address.
CREATE TABLE invitation (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'moderator', 'judge')),
  status TEXT NOT NULL,
  inviter_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (organization_id, email)
);
CREATE INDEX invitation_by_email ON invitation (email, status);

-- What is still to be sent. A row is written with whatever causes it and outlives a crash.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  -- What the message is about, for counting: 'sign-in-code', 'invitation', …
  topic TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  -- Emptied once sent: a delivered code has no business in a database.
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  -- When to try (again); a claim moves it ahead so that two senders never send the same row.
  due_at_ms INTEGER NOT NULL,
  -- Not worth sending after this.
  expires_at_ms INTEGER NOT NULL,
  sent_at_ms INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  last_error TEXT
);
CREATE INDEX outbox_due ON outbox (due_at_ms) WHERE sent_at_ms IS NULL;
CREATE INDEX outbox_by_recipient ON outbox (recipient, topic, created_at_ms);
