-- Where rules, variants and the fallback led, as code_destinations keeps where a code led by itself: one row for each version
-- in which the destination of a lead changed. A scan led to that of the newest row that is not newer than its version.
CREATE TABLE code_leads (
    code INTEGER NOT NULL REFERENCES codes (number),
    -- As scans have them: the rule, counted from 1, 0 for the code's own variants and 31 for the fallback; the variant,
    -- counted from 1, 0 where there is no choice.
    rule INTEGER NOT NULL CHECK (rule BETWEEN 0 AND 31),
    variant INTEGER NOT NULL CHECK (variant >= 0),
    version INTEGER NOT NULL CHECK (version >= 1),
    -- Null from where on nothing is led there any more.
    destination TEXT,
    since INTEGER NOT NULL,
    PRIMARY KEY (code, rule, variant, version)
) STRICT, WITHOUT ROWID;

-- What codes say now is known since their last edit only.
INSERT INTO code_leads (code, rule, variant, version, destination, since)
SELECT number, 31, 0, version, fallback, updated_at FROM codes WHERE fallback IS NOT NULL;

INSERT INTO code_leads (code, rule, variant, version, destination, since)
SELECT c.number, 0, v.key + 1, c.version, v.value ->> '$.destination', c.updated_at
FROM codes AS c JOIN json_each(c.routing, '$.variants') AS v
WHERE c.routing <> '{}' AND json_valid(c.routing);

INSERT INTO code_leads (code, rule, variant, version, destination, since)
SELECT c.number, r.key + 1, 0, c.version, r.value ->> '$.destination', c.updated_at
FROM codes AS c JOIN json_each(c.routing, '$.rules') AS r
WHERE c.routing <> '{}' AND json_valid(c.routing) AND r.value ->> '$.destination' IS NOT NULL;

INSERT INTO code_leads (code, rule, variant, version, destination, since)
SELECT c.number, r.key + 1, v.key + 1, c.version, v.value ->> '$.destination', c.updated_at
FROM codes AS c JOIN json_each(c.routing, '$.rules') AS r JOIN json_each(r.value, '$.variants') AS v
WHERE c.routing <> '{}' AND json_valid(c.routing);
