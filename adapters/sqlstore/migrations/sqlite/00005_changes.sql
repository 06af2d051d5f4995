-- +goose Up

-- What has changed lately, for the caches of every process (articles.ChangeLog).
CREATE TABLE changes (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    shelf  TEXT    NOT NULL, -- its name: the shelf may be gone
    number INTEGER NOT NULL, -- of the article; 0: all of the shelf
    story  INTEGER NOT NULL
);

-- Tells this store from others that share a cache with it.
CREATE TABLE identity (id TEXT NOT NULL);
INSERT INTO identity (id) VALUES (lower(hex(randomblob(8))));
