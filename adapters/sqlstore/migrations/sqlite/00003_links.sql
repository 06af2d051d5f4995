-- +goose Up

-- claimed: all that is known of an article is what a file says of itself, so
-- that its URL identifies nothing. checked: when its page was last asked for, in
-- seconds since 1970; 0: never, because nobody fetched it.
ALTER TABLE articles ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;
UPDATE articles SET checked = coalesce((SELECT max(read) FROM links WHERE links.number = articles.number), 0);
UPDATE articles SET claimed = 1 WHERE checked = 0 AND CAST(quality AS TEXT) NOT LIKE '%"form":"record"%';
ALTER TABLE links DROP COLUMN read;
