-- Bulk calls: a job, and its tasks in their order.

CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('create', 'delete')),
  total INTEGER NOT NULL,
  progress INTEGER NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND total),
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;

-- A task to create has a user and an organization, one to delete has a membership. `outcome` is null until it is done, and
-- `membership_id` is then the row that was made or deleted.
CREATE TABLE tasks (
  job_id TEXT NOT NULL REFERENCES jobs ON DELETE CASCADE,
  position INTEGER NOT NULL,
  user_id INTEGER,
  organization_id INTEGER,
  wants_default INTEGER NOT NULL DEFAULT 0,
  membership_id INTEGER,
  outcome TEXT,
  PRIMARY KEY (job_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX unfinished_jobs ON jobs (created_at) WHERE finished_at IS NULL;
