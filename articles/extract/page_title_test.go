package extract

import (
	"net/url"
	"testing"
)

func TestHeadlineKeepsItsEnd(t *testing.T) {
	tests := []struct{ name, title, declared, heading, want string }{
		{"a dash that the page declares", "The bridge is closed - until now | The Valley Post", "The bridge is closed – until now", "The bridge is closed – until now", "The bridge is closed – until now"},
		{"a slash", "Can the bridge hold / stand? - The Valley Post", "Can the bridge hold / stand?", "Can the bridge hold / stand?", "Can the bridge hold / stand?"},
		{"the site after a bar", "The bridge is closed | News", "The bridge is closed | News", "The bridge is closed | News", "The bridge is closed"},
		{"the site after a dash", "The bridge is closed - The Valley Post", "The bridge is closed - The Valley Post", "The bridge is closed - The Valley Post", "The bridge is closed"},
		{"a kicker", "The bridge is closed", "The bridge is closed", "Valley: The bridge is closed", "The bridge is closed"},
	}
	for _, test := range tests {
		_, root, err := parse(Input{Data: []byte(`<html lang="en"><head><title>` + test.title + `</title><meta property="og:title" content="` + test.declared +
			`"><meta property="og:site_name" content="The Valley Post"></head><body><h1>` + test.heading + `</h1>` + prose + `</body></html>`)})
		if err != nil {
			t.Fatal(err)
		}
		if d := describe(claimed(root), blocks(root), &url.URL{}); d.Title != test.want {
			t.Errorf("%s: got %q, want %q", test.name, d.Title, test.want)
		}
	}
}
