-- Batches that are worked off after their callers were answered. Rows and results are in files beside the database; what
-- is committed here says how much of them counts, in one transaction with the codes that were made.

CREATE TABLE bulk_jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 17),
    account INTEGER NOT NULL REFERENCES accounts (number),
    form TEXT NOT NULL CHECK (form IN ('generate', 'codes', 'workspace')),
    state TEXT NOT NULL CHECK (state IN ('processing', 'completed', 'downloaded', 'expired')),
    row_count INTEGER NOT NULL CHECK (row_count >= 1),
    spool_bytes INTEGER NOT NULL CHECK (spool_bytes >= 0),
    processed INTEGER NOT NULL DEFAULT 0 CHECK (processed BETWEEN 0 AND row_count),
    succeeded INTEGER NOT NULL DEFAULT 0 CHECK (succeeded BETWEEN 0 AND processed),
    spool_offset INTEGER NOT NULL DEFAULT 0 CHECK (spool_offset >= 0),
    result_bytes INTEGER NOT NULL DEFAULT 0 CHECK (result_bytes >= 0),
    entry_bytes INTEGER NOT NULL DEFAULT 0 CHECK (entry_bytes >= 0),
    escapes INTEGER NOT NULL DEFAULT 0 CHECK (escapes >= 0),
    failed_dynamic INTEGER NOT NULL DEFAULT 0 CHECK (failed_dynamic >= 0),
    failed_secured INTEGER NOT NULL DEFAULT 0 CHECK (failed_secured >= 0),
    failed_sourced INTEGER NOT NULL DEFAULT 0 CHECK (failed_sourced >= 0),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- What is left to do, and what waits to be fetched or to expire; finished jobs leave both.
CREATE INDEX bulk_jobs_unfinished ON bulk_jobs (number) WHERE state = 'processing';
CREATE INDEX bulk_jobs_completed ON bulk_jobs (updated_at) WHERE state = 'completed';
CREATE INDEX bulk_jobs_gone ON bulk_jobs (updated_at) WHERE state IN ('downloaded', 'expired');
