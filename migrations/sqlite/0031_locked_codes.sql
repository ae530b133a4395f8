-- Codes that stay as they are until the operator unlocks them: where they lead, what decides about it, and that they are.
ALTER TABLE codes ADD COLUMN locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1));
