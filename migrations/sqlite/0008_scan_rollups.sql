-- Counts made ahead of every question: a row for each code, account and tag with scans on a UTC day. Scans themselves
-- become narrow rows, found by day and code: an index by code alone would touch a page of its own for nearly every scan.

-- Numbers for the texts that scans are broken down by; what is common came first and is short. Never removed.
CREATE TABLE scan_values (
    number INTEGER PRIMARY KEY,
    -- 0 country, 1 region, 2 city, 4 os, 5 browser, 6 referrer, 7 language, 8 source; 3 device and 9 variant have no texts.
    dimension INTEGER NOT NULL CHECK (dimension BETWEEN 0 AND 9),
    text TEXT NOT NULL,
    UNIQUE (dimension, text)
) STRICT;

INSERT INTO scan_values (dimension, text) SELECT 0, country FROM scans GROUP BY country ORDER BY COUNT(*) DESC;
INSERT INTO scan_values (dimension, text) SELECT 7, language FROM scans WHERE language IS NOT NULL GROUP BY language;
INSERT INTO scan_values (dimension, text) SELECT 8, source FROM scans WHERE source IS NOT NULL GROUP BY source;
INSERT INTO scan_values (dimension, text) SELECT 6, host FROM scan_referrers;
INSERT INTO scan_values (dimension, text) SELECT DISTINCT 1, region FROM scan_places WHERE region <> '';
INSERT INTO scan_values (dimension, text) SELECT DISTINCT 2, city FROM scan_places WHERE city <> '';
INSERT INTO scan_values (dimension, text) SELECT DISTINCT 4, os FROM scan_clients;
INSERT INTO scan_values (dimension, text) SELECT DISTINCT 5, browser FROM scan_clients;

CREATE TABLE numbered_clients (
    number INTEGER PRIMARY KEY,
    -- As sent; empty where none was sent, or the visitor asked not to be tracked.
    user_agent TEXT NOT NULL,
    -- 0 other, 1 mobile, 2 tablet, 3 desktop.
    device INTEGER NOT NULL CHECK (device IN (0, 1, 2, 3)),
    -- Of scan_values.
    os INTEGER NOT NULL,
    browser INTEGER NOT NULL,
    UNIQUE (user_agent, device, os, browser)
) STRICT;

INSERT INTO numbered_clients
SELECT c.number, c.user_agent, c.device, o.number, b.number
FROM scan_clients AS c
JOIN scan_values AS o ON o.dimension = 4 AND o.text = c.os
JOIN scan_values AS b ON b.dimension = 5 AND b.text = c.browser;

CREATE TABLE narrow_scans (
    number INTEGER PRIMARY KEY,
    -- UTC day since the epoch, and the millisecond of that day.
    day INTEGER NOT NULL,
    code INTEGER NOT NULL,
    time INTEGER NOT NULL CHECK (time BETWEEN 0 AND 86399999),
    version INTEGER NOT NULL,
    -- 0 a person, 1 a known bot, 2 a HEAD request.
    kind INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
    -- Whether it is the visitor's first scan of this code on its UTC day.
    is_first INTEGER NOT NULL CHECK (is_first IN (0, 1)),
    -- 64 bits, read as signed; null where the visitor asked not to be tracked.
    visitor INTEGER,
    client INTEGER NOT NULL,
    -- Of scan_values; null for none.
    country INTEGER NOT NULL,
    region INTEGER,
    city INTEGER,
    referrer INTEGER,
    language INTEGER,
    rule INTEGER NOT NULL,
    variant INTEGER NOT NULL,
    source INTEGER
) STRICT;

INSERT INTO narrow_scans
SELECT
    s.number, s.at / 86400000, s.code, s.at % 86400000, s.version, s.kind, s.is_first, s.visitor, s.client, c.number,
    e.number, i.number, h.number, l.number, s.rule, s.variant, o.number
FROM scans AS s
JOIN scan_values AS c ON c.dimension = 0 AND c.text = s.country
LEFT JOIN scan_places AS p ON p.number = s.place
LEFT JOIN scan_values AS e ON e.dimension = 1 AND e.text = p.region
LEFT JOIN scan_values AS i ON i.dimension = 2 AND i.text = p.city
LEFT JOIN scan_referrers AS r ON r.number = s.referrer
LEFT JOIN scan_values AS h ON h.dimension = 6 AND h.text = r.host
LEFT JOIN scan_values AS l ON l.dimension = 7 AND l.text = s.language
LEFT JOIN scan_values AS o ON o.dimension = 8 AND o.text = s.source
WHERE s.at >= 0
ORDER BY s.number;

DROP TABLE scans;
DROP TABLE scan_clients;
DROP TABLE scan_places;
DROP TABLE scan_referrers;
DROP TABLE scan_quarters;
DROP TABLE visitors;
DROP TABLE visitors_kept;

ALTER TABLE narrow_scans RENAME TO scans;
ALTER TABLE numbered_clients RENAME TO scan_clients;

CREATE INDEX scans_by_day ON scans (day, code, time);

-- Scans with their texts, for exports.
CREATE VIEW scan_rows AS
SELECT
    s.number, s.code, s.version, s.day * 86400000 + s.time AS at, s.day, s.time, s.kind, s.is_first, s.visitor,
    c.user_agent, c.device, a.text AS os, b.text AS browser, n.text AS country, e.text AS region, i.text AS city, h.text AS referrer,
    l.text AS language, s.rule, s.variant, o.text AS source
FROM scans AS s
JOIN scan_clients AS c ON c.number = s.client
JOIN scan_values AS a ON a.number = c.os
JOIN scan_values AS b ON b.number = c.browser
JOIN scan_values AS n ON n.number = s.country
LEFT JOIN scan_values AS e ON e.number = s.region
LEFT JOIN scan_values AS i ON i.number = s.city
LEFT JOIN scan_values AS h ON h.number = s.referrer
LEFT JOIN scan_values AS l ON l.number = s.language
LEFT JOIN scan_values AS o ON o.number = s.source;

-- Of which days there are scans, and between which numbers they lie.
CREATE TABLE scan_spans (
    day INTEGER PRIMARY KEY,
    first_number INTEGER NOT NULL,
    last_number INTEGER NOT NULL,
    -- Whether scans of the day were purged: its counts are all that is left.
    is_purged INTEGER NOT NULL DEFAULT 0 CHECK (is_purged IN (0, 1))
) STRICT;

INSERT INTO scan_spans (day, first_number, last_number) SELECT day, MIN(number), MAX(number) FROM scans GROUP BY day;

-- The key is day << 36 | kind << 34 | number, the kind 0 for codes, 1 for accounts, 2 for tags: a day's rows lie together,
-- so that what is scanned now touches few pages, whatever history lies below.
CREATE TABLE scan_days (
    key INTEGER PRIMARY KEY,
    scans INTEGER NOT NULL,
    bots INTEGER NOT NULL,
    uniques INTEGER NOT NULL,
    -- A short form for few scans: each with its quarter of an hour and its values, appended. Null where there are many.
    cells BLOB,
    -- The long form: counts by quarter, counts by value, the sketch of visitors.
    series BLOB,
    counts BLOB,
    sketch BLOB
) STRICT;

-- Counts by value of a quarter of an hour, for the long form: zones' days begin within UTC days, and the offsets of zones
-- are multiples of a quarter. The key is that of the day << 7 | the quarter of the day.
CREATE TABLE scan_quarters (
    key INTEGER PRIMARY KEY,
    counts BLOB NOT NULL
) STRICT;

CREATE TABLE scan_tags (
    number INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts (number),
    tag TEXT NOT NULL,
    UNIQUE (account, tag)
) STRICT;

-- A random number, another after every batch: who finds a mark that is not the one left last knows that another process
-- added scans, or that the own batch was undone.
CREATE TABLE scan_batch_mark (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    mark INTEGER NOT NULL
) STRICT;

INSERT INTO scan_batch_mark (one, mark) VALUES (1, 0);

-- Days whose counts are to be made anew.
CREATE TABLE stale_days (day INTEGER PRIMARY KEY) STRICT;

INSERT INTO stale_days (day) SELECT day FROM scan_spans;

-- Tags that were put on codes with scans, or taken off: their counts are to be made anew.
CREATE TABLE stale_tags (
    tag INTEGER PRIMARY KEY REFERENCES scan_tags (number),
    changes INTEGER NOT NULL,
    -- The last day that was made anew since the latest change.
    through_day INTEGER NOT NULL DEFAULT -1
) STRICT;

-- Codes without scans change no counts.
CREATE TRIGGER code_tags_added AFTER INSERT ON code_tags
WHEN EXISTS (SELECT 1 FROM code_totals WHERE code = NEW.code)
BEGIN
    INSERT INTO scan_tags (account, tag) VALUES (NEW.account, NEW.tag) ON CONFLICT DO NOTHING;
    INSERT INTO stale_tags (tag, changes)
    SELECT number, 1 FROM scan_tags WHERE account = NEW.account AND tag = NEW.tag
    ON CONFLICT (tag) DO UPDATE SET changes = changes + 1, through_day = -1;
END;

CREATE TRIGGER code_tags_removed AFTER DELETE ON code_tags
WHEN EXISTS (SELECT 1 FROM code_totals WHERE code = OLD.code)
BEGIN
    INSERT INTO scan_tags (account, tag) VALUES (OLD.account, OLD.tag) ON CONFLICT DO NOTHING;
    INSERT INTO stale_tags (tag, changes)
    SELECT number, 1 FROM scan_tags WHERE account = OLD.account AND tag = OLD.tag
    ON CONFLICT (tag) DO UPDATE SET changes = changes + 1, through_day = -1;
END;

-- Codes that only bots scanned have a row too.
INSERT INTO code_totals (code, scans, last_scanned_at)
SELECT DISTINCT code, 0, NULL FROM scans WHERE kind = 1 ON CONFLICT DO NOTHING;
