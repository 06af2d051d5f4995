-- +goose Up

-- Lists and commands behind buttons (bot.View).
CREATE TABLE views (
    key     TEXT    PRIMARY KEY,
    chat    TEXT    NOT NULL, -- where it was shown, "platform:chat"
    person  TEXT    NOT NULL, -- to whom
    made    INTEGER NOT NULL, -- seconds since 1970
    view    TEXT    NOT NULL  -- JSON
);
CREATE INDEX views_chat   ON views (chat);
CREATE INDEX views_person ON views (person);
CREATE INDEX views_made   ON views (made);

-- Updates that platforms delivered. A done one stays for a while, without its
-- content, so that it is not answered again when the platform repeats itself.
CREATE TABLE inbox (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    platform TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    chat     TEXT    NOT NULL,
    payload  BLOB,
    attempts INTEGER NOT NULL DEFAULT 0,
    taken    INTEGER NOT NULL, -- seconds since 1970
    done     INTEGER,          -- seconds since 1970; NULL: waiting
    UNIQUE (platform, id)
);
CREATE INDEX inbox_waiting ON inbox (platform, seq) WHERE done IS NULL;
CREATE INDEX inbox_chat    ON inbox (platform, chat);
CREATE INDEX inbox_done    ON inbox (done) WHERE done IS NOT NULL;

-- Which article a link led to (articles.Links).
CREATE TABLE links (
    url    TEXT    NOT NULL,
    number INTEGER NOT NULL, -- of the article
    read   INTEGER NOT NULL, -- seconds since 1970
    PRIMARY KEY (url, number)
) WITHOUT ROWID;
CREATE INDEX links_number ON links (number);
