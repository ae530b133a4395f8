-- Scans are kept for a chosen time. The texts of clients are found nowhere but in scans, and go with the last of them.

-- The last UTC day on which the client scanned anything.
ALTER TABLE scan_clients ADD COLUMN last_day INTEGER NOT NULL DEFAULT 0;

UPDATE scan_clients SET last_day = (SELECT COALESCE(MAX(day), 0) FROM scan_spans);

CREATE INDEX scan_clients_by_last_day ON scan_clients (last_day);

-- Raised when numbers are taken away from texts, codes or tags: who remembers numbers has to look them up again.
ALTER TABLE scan_batch_mark ADD COLUMN numbers_removed INTEGER NOT NULL DEFAULT 0;
