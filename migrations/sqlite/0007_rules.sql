-- Codes that are more than one destination: rules, variants and sources; limits, passwords and sealing.

ALTER TABLE codes ADD COLUMN routing TEXT NOT NULL DEFAULT '{}' CHECK (routing LIKE '{%}');
ALTER TABLE codes ADD COLUMN scan_limit INTEGER CHECK (scan_limit >= 1);
-- scrypt's parameters, salt and key; the password itself is nowhere.
ALTER TABLE codes ADD COLUMN password TEXT CHECK (password <> '');
-- Words separated by commas. With "encrypt" the payload is ciphertext.
ALTER TABLE codes ADD COLUMN secure TEXT NOT NULL DEFAULT '';

-- How many scans a limited code has answered. Apart from the counts of scans: those follow a moment later, and a limit is
-- exact.
CREATE TABLE scan_limits (
    code INTEGER PRIMARY KEY REFERENCES codes (number),
    used INTEGER NOT NULL CHECK (used >= 0)
) STRICT;

-- Which rule and variant a scan was led by, counted from 1; 0 for none. The source is a name, so that edits of a code's
-- list do not rename old scans.
ALTER TABLE scans ADD COLUMN rule INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scans ADD COLUMN variant INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scans ADD COLUMN source TEXT;

CREATE INDEX scans_by_variant ON scans (code, at, variant, kind) WHERE variant > 0;
CREATE INDEX scans_by_source ON scans (code, at, source, kind) WHERE source IS NOT NULL;
