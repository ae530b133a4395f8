-- Creating requests that carried an Idempotency-Key, and how they were answered: a repetition gets the same answer.

CREATE TABLE repeated_requests (
    number INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts (number),
    -- The key that the caller chose.
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    -- Tells the attempt that wrote the row from others with the same key: another one cannot make the same thing again.
    attempt INTEGER NOT NULL,
    -- SHA-256 of method, path and body.
    fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
    -- What was made, written in the transaction that made it; NULL where nothing is kept of it but the answer.
    made TEXT,
    -- The answer; NULL until there is one, and where a process was killed before there was. The body is sealed, and NULL
    -- where it was too large to be kept.
    status INTEGER,
    fields TEXT,
    body BLOB,
    body_bytes INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    UNIQUE (account, name)
) STRICT;

CREATE INDEX repeated_requests_by_age ON repeated_requests (created_at);
-- Large answers, whose sum is bounded for each account.
CREATE INDEX repeated_requests_with_large_bodies ON repeated_requests (account, body_bytes) WHERE body_bytes > 65536;
