-- Uploaded pictures. The bytes are in R2: media/<id>/original (private) and media/<id>/<variant>.
CREATE TABLE media (
  -- 128 random bits: addresses of pictures cannot be guessed.
  id TEXT PRIMARY KEY,
  -- Person id of the uploader.
  owner_id TEXT NOT NULL,
  brand_id TEXT NOT NULL,
  -- NULL for a brand's own pictures, such as covers.
  contest_id TEXT,
  sha256 TEXT NOT NULL,
  difference_hash TEXT NOT NULL,
  format TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  -- Size of the original, upright.
  width_px INTEGER NOT NULL,
  height_px INTEGER NOT NULL,
  -- JSON: what the file claims about place, time and camera. Hints for moderators, never proof, never public.
  exif_hints TEXT,
  created_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
-- The same file sent again by the same person is the same picture, however many requests race.
CREATE UNIQUE INDEX media_once ON media (owner_id, brand_id, ifnull(contest_id, ''), sha256);
CREATE INDEX media_by_contest ON media (contest_id, sha256);

-- Uploads whose objects are being written to R2. A row that outlives its request marks objects that
-- nothing refers to: the next upload sweeps them away.
CREATE TABLE media_upload (
  id TEXT PRIMARY KEY,
  started_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX media_upload_by_start ON media_upload (started_at_ms);
