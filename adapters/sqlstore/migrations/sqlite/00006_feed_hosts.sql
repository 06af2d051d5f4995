-- +goose Up

-- Whom a feed is asked of: many feeds of one host must not keep all readers
-- waiting for it.
ALTER TABLE feeds ADD COLUMN host TEXT GENERATED ALWAYS AS (
    substr(substr(url, instr(url, '://') + 3), 1, instr(substr(url, instr(url, '://') + 3) || '/', '/') - 1)
) VIRTUAL;
