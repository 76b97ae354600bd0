-- What the signals saw in a cluster of quarantined votes, for those who decide on it: a private summary, recomputed by each sweep
-- and deleted with the traces that it was made from.
CREATE TABLE vote_cluster (
  contest_id TEXT NOT NULL,
  cluster_id TEXT NOT NULL,
  -- JSON, see ClusterSummary in worker/wire/desk.ts.
  summary TEXT NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  PRIMARY KEY (contest_id, cluster_id)
) WITHOUT ROWID;
