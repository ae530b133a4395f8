-- Batches of scans that are in the store in part: a large one is stored portion by portion, in the order of day, code and
-- time. A row for each segment that the batch was read from.
CREATE TABLE begun_batches (
    journal TEXT NOT NULL,
    segment INTEGER NOT NULL,
    -- Where the batch ends in the segment.
    position INTEGER NOT NULL CHECK (position >= 0),
    -- Up to this code and millisecond, in that order, the scans are stored; the same in all rows of a journal.
    code INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (journal, segment)
) STRICT, WITHOUT ROWID;
