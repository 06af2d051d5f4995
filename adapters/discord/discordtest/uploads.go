package discordtest

import "net/http"

// keep stores a file and returns its id; it is served until Forget.
func (s *Server) keep(f Upload) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.newID()
	s.files[id] = f
	return id
}

// upload is a file as Discord shows it.
func (s *Server) upload(id string, f Upload) map[string]any {
	url := s.URL + "/attachments/" + id + "/" + f.Name
	return map[string]any{"id": id, "filename": f.Name, "size": len(f.Data), "url": url, "proxy_url": url, "content_type": f.MediaType}
}

// serveUpload is Discord's file server.
func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f, found := s.files[r.PathValue("id")]
	s.mu.Unlock()
	if !found {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", f.MediaType)
	_, _ = w.Write(f.Data) // nobody is left to tell
}
