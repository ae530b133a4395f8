-- What a scan was made with, where, and what led to it: numbers for texts that come again and again. The texts of clients
-- made most of a row; the referrer is kept as a host, and the language as its primary subtag, for nothing more is counted.

CREATE TABLE scan_clients (
    number INTEGER PRIMARY KEY,
    -- As sent; empty where none was sent, or the visitor asked not to be tracked.
    user_agent TEXT NOT NULL,
    -- 0 other, 1 mobile, 2 tablet, 3 desktop.
    device INTEGER NOT NULL CHECK (device IN (0, 1, 2, 3)),
    os TEXT NOT NULL,
    browser TEXT NOT NULL,
    UNIQUE (user_agent, device, os, browser)
) STRICT;

CREATE TABLE scan_referrers (
    number INTEGER PRIMARY KEY,
    host TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE scan_places (
    number INTEGER PRIMARY KEY,
    -- Empty where it is not known.
    region TEXT NOT NULL,
    city TEXT NOT NULL,
    UNIQUE (region, city)
) STRICT;

CREATE TABLE detailed_scans (
    number INTEGER PRIMARY KEY,
    code INTEGER NOT NULL REFERENCES codes (number),
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    -- 0 a person, 1 a known bot, 2 a HEAD request.
    kind INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
    country TEXT NOT NULL CHECK (length(country) = 2),
    -- 64 bits, read as signed; null where the visitor asked not to be tracked.
    visitor INTEGER,
    -- Whether it is the visitor's first scan of this code on its UTC day.
    is_first INTEGER NOT NULL CHECK (is_first IN (0, 1)),
    client INTEGER NOT NULL REFERENCES scan_clients (number),
    referrer INTEGER REFERENCES scan_referrers (number),
    language TEXT,
    place INTEGER REFERENCES scan_places (number)
) STRICT;

-- What devices the earlier scans were made with was not told.
INSERT INTO scan_clients (user_agent, device, os, browser)
SELECT DISTINCT COALESCE(user_agent, ''), 0, 'Other', 'Other' FROM scans;

CREATE TEMPORARY TABLE hosts AS
SELECT number, LOWER(SUBSTR(rest, 1, INSTR(rest || '/', '/') - 1)) AS host
FROM (SELECT number, SUBSTR(referrer, INSTR(referrer, '://') + 3) AS rest FROM scans WHERE referrer LIKE 'http%://_%');

-- Ports, names of users and anything odd: too rare to be taken apart here.
DELETE FROM hosts WHERE host = '' OR LENGTH(host) > 253 OR host GLOB '*[^a-z0-9.-]*';

INSERT INTO scan_referrers (host) SELECT DISTINCT host FROM hosts;

CREATE UNIQUE INDEX hosts_by_number ON hosts (number);

INSERT INTO detailed_scans
SELECT
    s.number, s.code, s.version, s.at, s.kind, s.country, s.visitor, s.is_first, c.number, r.number,
    CASE
        WHEN LOWER(s.language) GLOB '[a-z][a-z]' OR LOWER(s.language) GLOB '[a-z][a-z][-,;]*'
        THEN LOWER(SUBSTR(s.language, 1, 2))
    END,
    NULL
FROM scans AS s
JOIN scan_clients AS c ON c.user_agent = COALESCE(s.user_agent, '')
LEFT JOIN hosts AS h ON h.number = s.number
LEFT JOIN scan_referrers AS r ON r.host = h.host;

DROP TABLE hosts;

DROP TABLE scans;

ALTER TABLE detailed_scans RENAME TO scans;

CREATE INDEX scans_by_code ON scans (code, at);
