-- Users, organizations, and who is a member of what.

PRAGMA application_id = 0x7a64736b;

CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE organizations (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

-- AUTOINCREMENT: the id of a deleted row is never given again, and a cursor that names it stays right.
CREATE TABLE memberships (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES users,
  organization_id INTEGER NOT NULL REFERENCES organizations,
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (user_id, organization_id)
) STRICT;

CREATE UNIQUE INDEX one_default_for_each_user ON memberships (user_id) WHERE is_default = 1;

-- Ids of real accounts do not fit 32 bits.
INSERT INTO sqlite_sequence (name, seq) VALUES ('memberships', 5000000000);
