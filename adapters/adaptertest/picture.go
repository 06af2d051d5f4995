package adaptertest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"

	"briefly/bot"
)

// Pictured returns fixtures whose answers hold a picture: one beside a few words,
// one beside more than platforms take under a picture. What cannot show a picture
// shows its text.
func Pictured() []Fixture {
	few := bot.Answer{
		Title:   "Harbour bridge: how much was written",
		Picture: &bot.Picture{Data: Chart(2, 5, 3, 9, 12, 7, 4), MediaType: "image/png", Text: "Articles a day over the last week: 2, 5, 3, 9, 12, 7, 4."},
		Note:    "From 42 articles by 9 publishers.",
		Actions: []bot.Action{{Label: "More", Command: "/view abcdefghijklmnop 5"}},
		View:    "abcdefghijklmnop",
		Lang:    "en",
	}
	many := few
	for i := range 6 {
		many.Lead = append(many.Lead, bot.Sentence{Text: fmt.Sprintf("On day %d the port office %swaited.", i+1, strings.Repeat("counted the ships and ", 10))})
	}
	return []Fixture{{"picture", few}, {"picture-long", many}}
}

// Chart draws numbers from 0 to 20 as the bars of a small picture, a PNG.
func Chart(numbers ...int) []byte {
	const bar, gap, high = 12, 4, 120
	picture := image.NewPaletted(image.Rect(0, 0, len(numbers)*(bar+gap)+gap, high), color.Palette{color.White, color.Black})
	for i, n := range numbers {
		for x := range bar {
			for y := range min(n, 20) * high / 20 {
				picture.SetColorIndex(i*(bar+gap)+gap+x, high-1-y, 1)
			}
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, picture) // into memory, of a size that PNG knows: cannot fail
	return b.Bytes()
}
