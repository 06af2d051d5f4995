-- +goose Up

-- "Brif": what makes a SQLite file one of ours (open.go).
PRAGMA application_id = 1114794342;

-- A shelf's number goes in front of each of its terms in the index, so it is
-- never given to another shelf.
CREATE TABLE shelves (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT    NOT NULL UNIQUE,
    articles INTEGER NOT NULL DEFAULT 0, -- how many lie on it
    terms    INTEGER NOT NULL DEFAULT 0, -- the sum of their numbers of terms
    changes  INTEGER NOT NULL DEFAULT 0  -- grows with every article that comes or goes
);

-- Times are seconds since 1970.
CREATE TABLE articles (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    shelf     INTEGER NOT NULL REFERENCES shelves (id),
    place     INTEGER NOT NULL, -- of its card
    key       TEXT,
    url       TEXT,
    hash      BLOB    NOT NULL, -- of title and body
    revision  INTEGER NOT NULL,
    title     TEXT    NOT NULL,
    author    TEXT    NOT NULL,
    publisher TEXT    NOT NULL,
    published INTEGER,
    added     INTEGER NOT NULL,
    changed   INTEGER NOT NULL,
    happened  INTEGER NOT NULL, -- published, or added when undated
    lang      TEXT    NOT NULL,
    quality   TEXT    NOT NULL, -- JSON
    summary   TEXT    NOT NULL, -- JSON
    placement TEXT    NOT NULL, -- JSON: why it is in its story
    added_by  TEXT    NOT NULL,
    UNIQUE (shelf, key)
);
CREATE INDEX articles_url       ON articles (shelf, url) WHERE url IS NOT NULL;
CREATE INDEX articles_hash      ON articles (shelf, hash);
CREATE INDEX articles_place     ON articles (shelf, place);
CREATE INDEX articles_publisher ON articles (shelf, publisher, happened, added_by);
CREATE INDEX articles_added     ON articles (added);

CREATE TABLE revisions (
    number   INTEGER NOT NULL REFERENCES articles (number),
    revision INTEGER NOT NULL,
    stored   INTEGER NOT NULL,
    title    TEXT    NOT NULL,
    body     TEXT    NOT NULL,
    PRIMARY KEY (number, revision)
);

-- What ranking needs to know of an article. The place of a card is the time of
-- its article in the upper bits, so that the order of places is that of time
-- and a window of time is a range of places, in the index too.
CREATE TABLE cards (
    place     INTEGER PRIMARY KEY,
    number    INTEGER NOT NULL,
    shelf     INTEGER NOT NULL,
    story     INTEGER NOT NULL,
    lang      TEXT    NOT NULL,
    published INTEGER,
    added     INTEGER NOT NULL,
    title     TEXT    NOT NULL, -- terms, separated by spaces
    body      TEXT    NOT NULL  -- terms, separated by spaces
);
CREATE INDEX cards_story ON cards (story, place);

-- The index holds which places have which terms, and nothing else: frequencies
-- and order are in the cards. index.go says what its terms look like.
CREATE VIRTUAL TABLE terms USING fts5 (
    tokens, content = '', contentless_delete = 1, detail = none,
    tokenize = "unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE term_counts USING fts5vocab (terms, 'row');

CREATE TABLE stories (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    shelf      INTEGER NOT NULL REFERENCES shelves (id),
    headline   TEXT    NOT NULL,
    publishers TEXT    NOT NULL, -- JSON list, sorted
    voices     INTEGER NOT NULL, -- the length of that list
    articles   INTEGER NOT NULL,
    first      INTEGER NOT NULL,
    last       INTEGER NOT NULL
);
CREATE INDEX stories_weight ON stories (shelf, voices DESC, articles DESC, last DESC);

-- The words that articles offer as people write them, by their folded form.
CREATE TABLE vocabulary (
    shelf    INTEGER NOT NULL,
    folded   TEXT    NOT NULL,
    word     TEXT    NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (shelf, folded, word)
) WITHOUT ROWID;
