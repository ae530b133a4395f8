-- What accounts have used of their plans.

-- One row for each account and calendar month in UTC, written as 2026-11. Rows of past months stay: they are what is
-- billed by.
CREATE TABLE render_usage (
    account INTEGER NOT NULL REFERENCES accounts (number),
    month TEXT NOT NULL CHECK (month LIKE '____-__'),
    renders INTEGER NOT NULL CHECK (renders >= 0),
    PRIMARY KEY (account, month)
) STRICT, WITHOUT ROWID;
