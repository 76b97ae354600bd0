-- Proofs that were used, so that none works twice. A row goes when its proof has expired, which is a few minutes later.
CREATE TABLE spent_proof (
  -- SHA-256 of the proof's signature, or of a token that somebody else has issued.
  id TEXT PRIMARY KEY,
  -- SHA-256 of the session and the act's key: a retry of the same act may bring the same proof.
  used_for TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX spent_proof_by_expiry ON spent_proof (expires_at_ms, id);
