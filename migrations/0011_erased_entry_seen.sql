-- Whether an entry could be seen by everybody when its author asked to be forgotten: only then does its address say that it is gone, and
-- otherwise answers as one that never was. Of entries erased before this nobody knows, so they are as if they had never been.
ALTER TABLE erased_entry ADD COLUMN was_public INTEGER NOT NULL DEFAULT 0;
