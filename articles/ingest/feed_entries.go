package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"

	"briefly/articles"
	"briefly/articles/feeds"
)

// fewestWords is how many words a text has at least to be told from all others
// by them.
const fewestWords = 20

// entriesOf is what a feed shows in the form in which it is remembered. Of a
// feed that is read for the first time only the newest are to be brought.
func entriesOf(id articles.FeedID, feed feeds.Feed, first bool) []articles.FeedEntry {
	bring := make(map[int]bool)
	if first {
		for _, i := range newestFirst(feed.Entries) {
			bring[i] = true
		}
	}
	texts, links := make([]string, len(feed.Entries)), make([]string, len(feed.Entries))
	for i, x := range feed.Entries {
		texts[i], links[i] = textOf(x), linkName(x.Link)
	}
	shared := sharedBy(feed.Entries, links, texts)
	seen := make(map[string]bool)
	var all []articles.FeedEntry
	for i, x := range feed.Entries {
		e := articles.FeedEntry{
			FeedItem: articles.FeedItem{
				Feed: id, Link: x.Link, Title: x.Title, Author: x.Author, Publisher: x.Source,
				Lang: x.Lang, Text: texts[i], Published: dateOf(x),
			},
			Skip: first && !bring[i],
		}
		if e.Title == "" && e.Text == "" && e.Link == "" {
			continue
		}
		e.Identities, e.Key = identities(x, links[i], texts[i], feed.Site, shared)
		if slices.ContainsFunc(e.Identities, func(identity []byte) bool { return seen[string(identity)] }) {
			continue // the same entry twice
		}
		for _, identity := range e.Identities {
			seen[string(identity)] = true
		}
		e.Hash = digest("all", e.Title, e.Link, e.Text)
		all = append(all, e)
	}
	return all
}

// textOf is the longer of the texts that a feed has of an entry.
func textOf(e feeds.Entry) string {
	content, summary := feeds.Text(e.Content), feeds.Text(e.Summary)
	if len(summary) > len(content) {
		return summary
	}
	return content
}

// sharedBy counts the guids, links and texts of a feed: one that several
// different entries have identifies none of them.
func sharedBy(entries []feeds.Entry, links, texts []string) map[string]int {
	count := make(map[string]int)
	type pair struct{ guid, link, title string }
	seen := make(map[pair]bool)
	for i, e := range entries {
		p := pair{e.GUID, e.Link, e.Title}
		if seen[p] {
			continue // the same entry twice
		}
		seen[p] = true
		count["guid "+e.GUID]++
		count["link "+links[i]]++
		count["text "+texts[i]]++
	}
	return count
}

// linkName is the same for every spelling of a link: sites move to https, or
// drop their "www.", and then all their links change.
func linkName(link string) string {
	all := Spellings(Canonical(link))
	if len(all) == 0 {
		return ""
	}
	return slices.Min(all)
}

// identities are what an entry is known by, the surest first. Each outlasts a
// change of the others. The key is empty when the link is among them.
func identities(e feeds.Entry, link, text, site string, shared map[string]int) (all [][]byte, key string) {
	if e.GUID != "" && shared["guid "+e.GUID] == 1 {
		all = append(all, digest("guid", e.GUID))
	}
	linked := link != "" && shared["link "+link] == 1 && !isFront(link, site)
	if linked {
		all = append(all, digest("link", link))
	}
	if sum := textDigest(text); sum != nil && shared["text "+text] == 1 {
		all = append(all, sum)
	}
	if len(all) == 0 {
		all = append(all, digest("poor", e.GUID, e.Link, e.Title, text))
	}
	if link != "" && !linked {
		key = hex.EncodeToString(all[0])
	}
	return all, key
}

// isFront reports whether a link leads to the front page of a site: feeds that
// know no better give it to every entry.
func isFront(link, site string) bool {
	if link == linkName(site) {
		return true
	}
	u, err := url.Parse(link)
	return err == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

// textDigest identifies a text by its words; nil when it has too few.
func textDigest(text string) []byte {
	words := strings.Fields(text)
	if len(words) < fewestWords {
		return nil
	}
	return digest("text", strings.Join(words, " "))
}

// digest identifies what several strings say together.
func digest(parts ...string) []byte {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return h.Sum(nil)[:16]
}
