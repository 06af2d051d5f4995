package discord

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/bwmarrin/discordgo"

	"briefly/adapters/text"
	"briefly/bot"
)

// Limits of pictures (discord.com/developers/docs/reference#uploading-files,
// .../resources/message#attachment-object).
const (
	maxPicture = 10 << 20 // bytes
	maxAlt     = 1024     // characters of what is read aloud in a picture's place
)

// described is what a message says of a file that comes with it.
type described struct {
	ID          string `json:"id"` // the n of files[n]
	Name        string `json:"filename"`
	Description string `json:"description,omitempty"`
}

// pictureName names the file of a picture that an embed can show; empty for any
// other, of which the text is shown.
func pictureName(p *bot.Picture) string {
	if p == nil || len(p.Data) == 0 || len(p.Data) > maxPicture || text.UTF16(text.Lines(p.Text)) > maxAlt {
		return ""
	}
	switch p.MediaType {
	case "image/png":
		return "picture.png"
	case "image/jpeg":
		return "picture.jpg"
	case "image/gif":
		return "picture.gif"
	case "image/webp":
		return "picture.webp"
	}
	return ""
}

// show shows a picture in the embed, and its text to those who do not see it.
func (s *screen) show(p *bot.Picture) {
	name := pictureName(p)
	if name == "" {
		return
	}
	s.picture = p
	s.Files = []described{{ID: "0", Name: name, Description: text.Lines(p.Text)}}
	s.Embeds[0].Image = &discordgo.MessageEmbedImage{URL: "attachment://" + name}
}

// in is a request with which the message goes out, its picture along with it.
func (s screen) in(r request) request {
	r.picture = s.picture
	return r
}

// encode writes what a request sends, and tells as what.
func (r request) encode() (mediaType string, body []byte, err error) {
	const asJSON = "application/json"
	switch {
	case r.body == nil:
		return asJSON, nil, nil
	case r.picture == nil:
		body, err = json.Marshal(r.body)
		return asJSON, body, err
	}
	return discordgo.MultipartBodyWithJSON(r.body, []*discordgo.File{{
		Name: pictureName(r.picture), ContentType: r.picture.MediaType, Reader: bytes.NewReader(r.picture.Data),
	}})
}

// plainer is an answer without what Discord may refuse of one that is within
// its limits: pictures, and addresses that it does not take for any.
func plainer(a bot.Answer) bot.Answer {
	if a.Picture != nil {
		a.Picture = &bot.Picture{Text: a.Picture.Text}
	}
	a = unlinked(a)
	a.Actions = withoutURLs(a.Actions)
	for i := range a.Items {
		a.Items[i].Actions = withoutURLs(a.Items[i].Actions)
	}
	return a
}

// unlinked is an answer whose text leads nowhere.
func unlinked(a bot.Answer) bot.Answer {
	a.Items = slices.Clone(a.Items)
	for i := range a.Items {
		a.Items[i].URL = ""
	}
	a.Sources = slices.Clone(a.Sources)
	for i := range a.Sources {
		a.Sources[i].URL = ""
	}
	return a
}

func withoutURLs(actions []bot.Action) []bot.Action {
	return slices.DeleteFunc(slices.Clone(actions), func(x bot.Action) bool { return x.Command == "" })
}
