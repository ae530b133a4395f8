-- Logos and background pictures that styles name by their digest. A file is kept once, whoever gave it.

CREATE TABLE pictures (
    -- SHA-256 of the file.
    digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
    file BLOB NOT NULL CHECK (length(file) BETWEEN 1 AND 2097152),
    created_at INTEGER NOT NULL
) STRICT;

-- Which accounts gave a picture: nobody else may draw it, or learn that it exists.
CREATE TABLE account_pictures (
    account INTEGER NOT NULL REFERENCES accounts (number),
    digest BLOB NOT NULL REFERENCES pictures (digest),
    PRIMARY KEY (account, digest)
) STRICT, WITHOUT ROWID;
