-- What an account leaves behind, and what is needed to leave nothing else.

-- SHA-256 of ids whose codes went with their account: a printed id is never given again, and says nothing here.
CREATE TABLE retired_ids (
    digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32)
) STRICT, WITHOUT ROWID;

-- Which accounts' scans have a referrer or a source: the texts go with the last of them.
CREATE TABLE account_values (
    account INTEGER NOT NULL REFERENCES accounts (number),
    -- Of scan_values.
    value INTEGER NOT NULL,
    PRIMARY KEY (account, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX account_values_by_value ON account_values (value, account);

INSERT INTO account_values (account, value)
SELECT c.account, s.referrer FROM scans AS s JOIN codes AS c ON c.number = s.code WHERE s.referrer IS NOT NULL
UNION
SELECT c.account, s.source FROM scans AS s JOIN codes AS c ON c.number = s.code WHERE s.source IS NOT NULL;
