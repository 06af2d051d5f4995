-- +goose Up

-- Feeds (articles.Feed). Times are seconds since 1970; 0 is never.
CREATE TABLE feeds (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    shelf         TEXT    NOT NULL, -- its name: a feed may come before the first article
    url           TEXT    NOT NULL,
    given         TEXT    NOT NULL, -- title that somebody gave it
    title         TEXT    NOT NULL DEFAULT '', -- its own
    site          TEXT    NOT NULL,
    added_by      TEXT    NOT NULL,
    added         INTEGER NOT NULL,

    claimed       INTEGER NOT NULL, -- until when somebody is reading it
    slow          INTEGER NOT NULL DEFAULT 0,
    next          INTEGER NOT NULL, -- when it is to be read
    waiting       INTEGER NOT NULL DEFAULT 0, -- when the first of its waiting entries is to be tried; 0: none waits

    read          INTEGER NOT NULL DEFAULT 0,
    fresh         INTEGER NOT NULL DEFAULT 0, -- when it last brought something new
    interval      INTEGER NOT NULL DEFAULT 0, -- seconds
    failures      INTEGER NOT NULL DEFAULT 0,
    failing       INTEGER NOT NULL DEFAULT 0,
    error         TEXT    NOT NULL DEFAULT '',
    parked        TEXT    NOT NULL DEFAULT '',
    poisoned      INTEGER NOT NULL DEFAULT 0,
    moved         TEXT    NOT NULL DEFAULT '',
    refused       TEXT    NOT NULL DEFAULT '', -- address that somebody did not want to follow it to
    texts         TEXT    NOT NULL DEFAULT '',
    compared      INTEGER NOT NULL DEFAULT 0,
    whole         INTEGER NOT NULL DEFAULT 0,

    etag          TEXT    NOT NULL DEFAULT '',
    last_modified TEXT    NOT NULL DEFAULT '',
    hash          BLOB,
    rate          REAL    NOT NULL DEFAULT 0, -- new entries a day
    ttl           INTEGER NOT NULL DEFAULT 0, -- seconds

    trouble       TEXT    NOT NULL DEFAULT '', -- what its shelf is told
    troubled      INTEGER NOT NULL DEFAULT 0,  -- since when
    told          INTEGER NOT NULL DEFAULT 0,
    UNIQUE (shelf, url)
);
CREATE INDEX feeds_next    ON feeds (next) WHERE parked = '';
CREATE INDEX feeds_claimed ON feeds (claimed) WHERE claimed > 0;
CREATE INDEX feeds_waiting ON feeds (waiting) WHERE waiting > 0;

-- What servers want to see before they give a feed away.
CREATE TABLE feed_secrets (
    feed     INTEGER PRIMARY KEY,
    user     TEXT NOT NULL,
    password TEXT NOT NULL,
    header   TEXT NOT NULL,
    value    TEXT NOT NULL
);

-- Every entry that a feed has shown, so that none arrives twice.
CREATE TABLE feed_entries (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    feed    INTEGER NOT NULL,
    hash    BLOB    NOT NULL, -- of all that it says
    number  INTEGER NOT NULL DEFAULT 0, -- of its article; 0: none
    own     INTEGER NOT NULL DEFAULT 0, -- the article is made of it
    link    TEXT    NOT NULL,
    published INTEGER NOT NULL,
    publisher TEXT  NOT NULL, -- when it is not the feed
    text    BLOB,             -- hash of the article's text
    due     INTEGER NOT NULL, -- when it is to be made an article; 0: never
    tries   INTEGER NOT NULL DEFAULT 0,
    reason  TEXT    NOT NULL DEFAULT '', -- why it was given up
    item    TEXT              -- JSON while it waits
);
CREATE INDEX feed_entries_due    ON feed_entries (feed, due) WHERE due > 0;
CREATE INDEX feed_entries_number ON feed_entries (number) WHERE number > 0;
CREATE INDEX feed_entries_text   ON feed_entries (text) WHERE text IS NOT NULL;
CREATE INDEX feed_entries_feed   ON feed_entries (feed, number);

-- What an entry is known by.
CREATE TABLE feed_identities (
    feed     INTEGER NOT NULL,
    identity BLOB    NOT NULL,
    entry    INTEGER NOT NULL,
    PRIMARY KEY (feed, identity)
) WITHOUT ROWID;
CREATE INDEX feed_identities_entry ON feed_identities (entry);
