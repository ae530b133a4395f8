-- How many texts of a dimension an account's scans have added to scan_values: there is room for so many of each account, so
-- that what strangers make up at one takes no room from others.
CREATE TABLE value_additions (
    account INTEGER NOT NULL REFERENCES accounts (number),
    dimension INTEGER NOT NULL,
    added INTEGER NOT NULL CHECK (added >= 0),
    PRIMARY KEY (account, dimension)
) STRICT, WITHOUT ROWID;
