package telegramtest

import (
	"fmt"
	"net/http"
	"strings"
)

// file is one that somebody sent.
type file struct {
	name string
	data []byte
	size int // claimed; may be another than the data's
}

// maxDownload is the largest file that getFile serves,
// core.telegram.org/bots/api#getfile
const maxDownload = 20 << 20

// Document attaches a file to a message; the text becomes its caption.
func (d *Double) Document(name, media string, data []byte) func(map[string]any) {
	return d.DocumentOf(name, media, data, len(data))
}

// DocumentOf is Document with a size that may be a lie.
func (d *Double) DocumentOf(name, media string, data []byte, size int) func(map[string]any) {
	return func(m map[string]any) { // called with the lock held
		id := fmt.Sprintf("file-%d", d.id())
		d.files[id] = file{name, data, size}
		m["document"] = map[string]any{"file_id": id, "file_unique_id": "u-" + id, "file_name": name, "mime_type": media, "file_size": size}
		if text, _ := m["text"].(string); text != "" {
			m["caption"] = text
			if m["entities"] != nil {
				m["caption_entities"] = m["entities"]
			}
		}
		delete(m, "text")
		delete(m, "entities")
	}
}

func getFile(d *Double, c *call) (any, *apiError) {
	id := c.str("file_id")
	f, ok := d.files[id]
	if !ok {
		return nil, bad("invalid file_id")
	}
	if f.size > maxDownload {
		return nil, bad("file is too big")
	}
	return map[string]any{"file_id": id, "file_unique_id": "u-" + id, "file_size": f.size, "file_path": "documents/" + id}, nil
}

// serveFile answers a download: TOKEN/documents/ID.
func (d *Double) serveFile(w http.ResponseWriter, path string) {
	token, path, _ := strings.Cut(path, "/")
	d.mu.Lock()
	f, ok := d.files[strings.TrimPrefix(path, "documents/")]
	d.mu.Unlock()
	if token != d.Token {
		d.reply(w, nil, &apiError{code: 401, text: "Unauthorized"})
		return
	}
	if !ok {
		d.reply(w, nil, &apiError{code: 404, text: "Not Found"})
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(f.data) // a client that is gone asks again
}
