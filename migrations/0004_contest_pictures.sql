-- The brand's own pictures that a published contest shows. They are served to whoever knows their random ids; those that must
-- not be seen yet are named nowhere before an event of the contest does.
CREATE TABLE contest_picture (
  contest_id TEXT NOT NULL,
  media_id TEXT NOT NULL,
  PRIMARY KEY (contest_id, media_id)
) WITHOUT ROWID;
CREATE INDEX contest_picture_by_media ON contest_picture (media_id);
