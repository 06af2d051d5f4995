-- +goose Up

-- When a change was logged, in Unix milliseconds, and a random number that tells
-- it from the change of the same number in a copy of this store.
ALTER TABLE changes ADD COLUMN made INTEGER NOT NULL DEFAULT 0;
ALTER TABLE changes ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
