-- What the health check writes.
CREATE TABLE heartbeat (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    beats INTEGER NOT NULL
) STRICT;

INSERT INTO heartbeat (one, beats) VALUES (1, 0);
