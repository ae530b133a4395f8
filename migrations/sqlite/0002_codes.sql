-- The codes themselves, what can be found by, and the trail of their edits.

-- AUTOINCREMENT: a number is never given twice, since scans and journals refer to codes by number.
-- Rows stay when a code is deleted, so that UNIQUE keeps a printed id from ever being given again.
CREATE TABLE codes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 3 AND 64),
    account INTEGER NOT NULL REFERENCES accounts (number),
    data_type TEXT NOT NULL CHECK (data_type <> ''),
    payload TEXT NOT NULL CHECK (payload <> ''),
    name TEXT,
    description TEXT,
    image_format TEXT NOT NULL CHECK (image_format <> ''),
    style TEXT NOT NULL CHECK (style LIKE '{%}'),
    status TEXT NOT NULL CHECK (status IN ('active', 'inactive')),
    redirect_status INTEGER NOT NULL CHECK (redirect_status IN (301, 302, 307, 308)),
    forward_query INTEGER NOT NULL CHECK (forward_query IN (0, 1)),
    expires_at INTEGER,
    fallback TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

-- Serves pages (newest first) and, with the two columns behind the number, the filters without touching the rows.
CREATE INDEX codes_living ON codes (account, number, data_type, status) WHERE deleted_at IS NULL;

-- The account stands first so that one account's tags cost another nothing.
CREATE TABLE code_tags (
    account INTEGER NOT NULL REFERENCES accounts (number),
    tag TEXT NOT NULL CHECK (tag <> ''),
    code INTEGER NOT NULL REFERENCES codes (number),
    position INTEGER NOT NULL CHECK (position >= 0),
    PRIMARY KEY (account, tag, code),
    UNIQUE (code, position)
) STRICT, WITHOUT ROWID;

-- One row for each version in which the payload changed: a scan names the version it was answered with, and led to the
-- payload of the newest row that is not newer than that.
CREATE TABLE code_destinations (
    code INTEGER NOT NULL REFERENCES codes (number),
    version INTEGER NOT NULL CHECK (version >= 1),
    data_type TEXT NOT NULL,
    payload TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (code, version)
) STRICT, WITHOUT ROWID;

-- Every insert, edit and delete, for caches to follow: inserts too, because a cache remembers ids that did not exist.
CREATE TABLE code_changes (
    change INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

-- The newest change that was pruned: whoever asks for what came before it has missed something.
CREATE TABLE code_changes_pruned (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    through INTEGER NOT NULL
) STRICT;

INSERT INTO code_changes_pruned (one, through) VALUES (1, 0);
