-- Addresses that are told of events, what happened, and what became of telling it. An event is written in the transaction
-- of the change that it tells of; what was not delivered yet is pending, whatever becomes of the process.

CREATE TABLE webhooks (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    account INTEGER NOT NULL REFERENCES accounts (number),
    url TEXT NOT NULL CHECK (url <> ''),
    description TEXT,
    -- One bit for each kind of event.
    events INTEGER NOT NULL CHECK (events > 0),
    -- Sealed under a key derived from the server's secret: signing needs it in clear.
    secret TEXT NOT NULL CHECK (secret <> ''),
    previous_secret TEXT,
    previous_until INTEGER,
    -- Deleted ones stay until their deliveries are cleared away.
    status TEXT NOT NULL CHECK (status IN ('active', 'paused', 'disabled', 'deleted')),
    reason TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    delivered_at INTEGER,
    -- Since when nothing was delivered although it was tried.
    failing_since INTEGER,
    pending INTEGER NOT NULL DEFAULT 0 CHECK (pending >= 0),
    -- Scans up to this row number were queued.
    scans_through INTEGER NOT NULL,
    -- How many batches of scans are pending, and when the latest was queued.
    pending_scans INTEGER NOT NULL DEFAULT 0 CHECK (pending_scans >= 0),
    scans_queued_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX webhooks_by_account ON webhooks (account, status);
CREATE INDEX webhooks_active ON webhooks (events) WHERE status = 'active';
CREATE INDEX webhooks_with_work ON webhooks (number) WHERE status = 'active' AND pending > 0;

CREATE TABLE webhook_events (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    account INTEGER NOT NULL REFERENCES accounts (number),
    kind TEXT NOT NULL CHECK (kind <> ''),
    created_at INTEGER NOT NULL,
    -- One of three: a JSON object; a code as a JSON array of its columns; scans, which are rows already.
    data TEXT CHECK (data LIKE '{%}'),
    code TEXT CHECK (code LIKE '[%]'),
    scans_after INTEGER,
    scans_through INTEGER,
    CHECK ((data IS NOT NULL) + (code IS NOT NULL) + (scans_through IS NOT NULL) = 1)
) STRICT;

CREATE TABLE webhook_deliveries (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook INTEGER NOT NULL REFERENCES webhooks (number),
    event INTEGER NOT NULL REFERENCES webhook_events (number),
    state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_at INTEGER NOT NULL,
    -- Of the latest attempt.
    attempted_at INTEGER,
    status INTEGER,
    error TEXT,
    response TEXT,
    duration INTEGER,
    finished_at INTEGER,
    UNIQUE (webhook, event)
) STRICT;

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook, next_at) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_finished ON webhook_deliveries (finished_at) WHERE state <> 'pending';
CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (event);
