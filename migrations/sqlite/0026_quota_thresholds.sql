-- Of which thresholds of the month's quota webhooks were told: the bits of their events.
ALTER TABLE render_usage ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
