-- Which guests somebody was in browsers in which they signed in, so that what they did as those is theirs to take along and to delete, also
-- once the guest cookie is gone.
CREATE TABLE former_guest (
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  -- As in Person.id: `g_…`.
  guest_id TEXT NOT NULL,
  PRIMARY KEY (user_id, guest_id)
) WITHOUT ROWID;

-- Everybody that the person was, as a JSON list; instead of former_guest_id, which holds one.
ALTER TABLE deletion ADD COLUMN identities TEXT;
UPDATE deletion SET identities = iif(former_guest_id IS NULL, json_array(person_id), json_array(person_id, former_guest_id));
