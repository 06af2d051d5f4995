package main

import (
	"fmt"
	"strings"
	"testing"

	"briefly/bot"
)

// A file is answered like a link, from the sender's own shelf; a caption is the
// topic of the answer.
func TestUploadsAreAnsweredLikeLinks(t *testing.T) {
	const first, second = "The owls that nested under the roof of the old mill have been moved to a barn nearby, the parish forester said on Thursday.",
		"They will come back in the autumn, when the new roof is on and the scaffolding has gone."
	texts := map[string]string{
		"owls.txt":  "Owls leave the mill\n\n" + first + "\n\n" + second,
		"owls.html": "<!doctype html><html lang=en><head><title>Owls leave the mill</title></head><body><article><h1>Owls leave the mill</h1><p>" + first + "</p><p>" + second + "</p></article></body></html>",
		"owls.md":   "# Owls leave the mill\n\n" + first + "\n\n" + second,
		"owls.eml":  "From: Odo <odo@herald.example>\nSubject: Owls leave the mill\nContent-Type: text/plain; charset=utf-8\n\n" + first + "\n\n" + second,
	}
	withSite(t, func(_ *site, b *bot.Bot, _ *clock) {
		for name, text := range texts {
			for _, caption := range []string{"", "owls"} {
				who := fmt.Sprint(name, caption)
				send := person(who, who, caption)
				send.Files = []bot.File{upload(name, text)}
				got := all(b, send)
				if len(got) != 1 || len(got[0].Lead) == 0 || got[0].Sources[0].Title != "Owls leave the mill" {
					t.Fatalf("%s, %q: %+v", name, caption, got)
				}
				if title := got[0].Title; caption != "" && title != caption || caption == "" && title != "Owls leave the mill" {
					t.Errorf("%s, %q: the title is %q", name, caption, title)
				}
			}
		}
		if other := all(b, person("other", "other", "owls")); len(other[0].Lead) != 0 {
			t.Errorf("somebody else sees it: %+v", other)
		}
	})
}

func TestOtherFilesAreRefusedNamingWhatWorks(t *testing.T) {
	withSite(t, func(_ *site, b *bot.Bot, _ *clock) {
		text := strings.Repeat("The council of Upper Wick decided on Monday to give the old mill a new roof. ", 9)
		for name, file := range map[string]bot.File{
			"docx":                 upload("report.docx", "PK\x03\x04\x14\x00\x06\x00"+text),
			"pdf":                  upload("paper.pdf", "%PDF-1.4\n"+text),
			"png":                  upload("photo.PNG", "\x89PNG\r\n\x1a\n"),
			"zip, called a text":   upload("notes.txt", "PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xde\xad\xbe\xef\x00\x00\x00"),
			"pdf, called a text":   upload("notes.txt", "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"+text),
			"rich text, as a text": upload("notes.txt", `{\rtf1\ansi{\fonttbl\f0 Times;}\f0\pard `+text+`\par}`),
			"a film, by its type":  {Name: "film", MediaType: "video/mp4", Size: -1, Open: upload("", text).Open},
		} {
			for _, caption := range []string{"", "the mill"} {
				send := person("p", "p", caption)
				send.Files = []bot.File{file}
				got := all(b, send)
				if len(got) != 1 || len(got[0].Lead) != 0 || !strings.Contains(got[0].Note, ".html, .txt, .md and .eml") {
					t.Errorf("%s: %+v", name, got)
				}
			}
		}
	})
}
