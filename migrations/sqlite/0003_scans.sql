-- Scans as they came and the counts made of them. No address is kept anywhere: a visitor is a keyed digest whose key is
-- destroyed after the day.

CREATE TABLE scans (
    number INTEGER PRIMARY KEY,
    code INTEGER NOT NULL REFERENCES codes (number),
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    -- 0 a person, 1 a known bot, 2 a HEAD request.
    kind INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
    country TEXT NOT NULL CHECK (length(country) = 2),
    -- 64 bits, read as signed.
    visitor INTEGER NOT NULL,
    -- Whether it is the visitor's first scan of this code on its UTC day.
    is_first INTEGER NOT NULL CHECK (is_first IN (0, 1)),
    user_agent TEXT,
    referrer TEXT,
    language TEXT
) STRICT;

CREATE INDEX scans_by_code ON scans (code, at);

-- Counts by code, quarter of an hour since the epoch, and country. Quarters, since the offsets of zones are multiples of
-- one: a day or an hour anywhere, India and Nepal among them, is made of whole rows. One table for the series and the
-- countries, since printed codes are scanned where they hang: there is mostly one country in a quarter.
CREATE TABLE scan_quarters (
    code INTEGER NOT NULL,
    quarter INTEGER NOT NULL,
    country TEXT NOT NULL,
    scans INTEGER NOT NULL CHECK (scans >= 0),
    uniques INTEGER NOT NULL CHECK (uniques >= 0),
    bots INTEGER NOT NULL CHECK (bots >= 0),
    PRIMARY KEY (code, quarter, country)
) STRICT, WITHOUT ROWID;

-- Counts since ever, beside the codes and not in them, so that a scan rewrites a short row.
CREATE TABLE code_totals (
    code INTEGER PRIMARY KEY REFERENCES codes (number),
    scans INTEGER NOT NULL CHECK (scans >= 0),
    last_scanned_at INTEGER
) STRICT;

-- Who was seen on the latest two days, and when first; older days are answered by scans.is_first.
CREATE TABLE visitors (
    day INTEGER NOT NULL,
    code INTEGER NOT NULL,
    visitor INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    PRIMARY KEY (day, code, visitor)
) STRICT, WITHOUT ROWID;

-- From which day on visitors is complete.
CREATE TABLE visitors_kept (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    since_day INTEGER NOT NULL
) STRICT;

INSERT INTO visitors_kept (one, since_day) VALUES (1, -1000000);

CREATE TABLE journal_positions (
    journal TEXT NOT NULL,
    segment INTEGER NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    PRIMARY KEY (journal, segment)
) STRICT, WITHOUT ROWID;

-- Scans of codes that are not here, such as after going back to an older backup: counted, so that nothing is lost in
-- silence, and kept out of the other tables.
CREATE TABLE unattributed_scans (
    code INTEGER PRIMARY KEY,
    scans INTEGER NOT NULL,
    last_scanned_at INTEGER NOT NULL
) STRICT;
