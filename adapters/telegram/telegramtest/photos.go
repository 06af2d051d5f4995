package telegramtest

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	_ "image/gif" // kinds of pictures that the server reads
	_ "image/jpeg"
	_ "image/png"
	"strings"
)

// Photo is a picture that the bot uploaded.
type Photo struct {
	Width, Height int // pixels
	Size          int // bytes
	id            string
}

// Limits of pictures, core.telegram.org/bots/api#sendphoto
const (
	maxPhoto = 10 << 20 // bytes
	maxSides = 10_000   // pixels, width and height together
	maxRatio = 20
)

// readPhoto reads an uploaded picture as far as the server does to refuse it.
func readPhoto(u upload) (*Photo, *apiError) {
	config, _, err := image.DecodeConfig(bytes.NewReader(u.data))
	switch {
	case len(u.data) > maxPhoto || err != nil:
		return nil, bad("IMAGE_PROCESS_FAILED")
	case config.Width+config.Height > maxSides || config.Width > maxRatio*config.Height || config.Height > maxRatio*config.Width:
		return nil, bad("PHOTO_INVALID_DIMENSIONS")
	}
	return &Photo{config.Width, config.Height, len(u.data), fmt.Sprintf("photo-%x", sha256.Sum256(u.data))}, nil
}

func (p *Photo) object() map[string]any {
	return map[string]any{"file_id": p.id, "file_unique_id": p.id[:16], "width": p.Width, "height": p.Height, "file_size": p.Size}
}

func sendDocument(d *Double, c *call) (any, *apiError) {
	m := &Message{File: c.str("document")}
	if u, ok := c.files["document"]; ok {
		m.File = u.name
	}
	if m.File == "" {
		return nil, bad("there is no document in the request")
	}
	return d.sendCaptioned(c, m)
}

func sendPhoto(d *Double, c *call) (any, *apiError) {
	u, ok := c.files["photo"]
	if !ok {
		return nil, bad("there is no photo in the request")
	}
	p, refused := readPhoto(u)
	if refused != nil {
		return nil, refused
	}
	return d.sendCaptioned(c, &Message{Photo: p})
}

// sendCaptioned sends a file with a caption.
func (d *Double) sendCaptioned(c *call, m *Message) (any, *apiError) {
	chat, refused := d.place(c)
	if refused != nil {
		return nil, refused
	}
	if m.Text, refused = content(c, "caption", "caption_entities", captionLimit, "message caption"); refused != nil {
		return nil, refused
	}
	return d.send(chat, c, m)
}

// editMedia puts an uploaded picture, with its caption, in the place of what a
// message showed.
func editMedia(_ *Double, c *call, m *Message) *apiError {
	media := c.object("media")
	at, _ := media["media"].(string)
	u, ok := c.files[strings.TrimPrefix(at, "attach://")]
	if media["type"] != "photo" || !ok {
		return bad("media not found: the double knows uploaded photos only")
	}
	p, refused := readPhoto(u)
	if refused != nil {
		return refused
	}
	caption, _ := media["caption"].(string)
	mode, _ := media["parse_mode"].(string)
	text, refused := parsed(caption, mode, captionLimit, "message caption")
	if refused != nil {
		return refused
	}
	m.Text, m.Photo, m.File = text, p, ""
	return nil
}
