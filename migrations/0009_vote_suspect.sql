-- Votes that are worth a look but count meanwhile stand beside the clusters until somebody has decided on them.
-- JSON, voters by entry: the votes of a suspect, as they were shown; null for a cluster that is on the ledger.
ALTER TABLE vote_cluster ADD COLUMN suspect_votes TEXT;
-- When a later sweep no longer found just these votes together. Kept a little longer, since somebody may be reading about them.
ALTER TABLE vote_cluster ADD COLUMN superseded_at_ms INTEGER;
