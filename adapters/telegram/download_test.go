package telegram

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"briefly/bot"
)

// TestDownloadErrors holds that no error of a download holds the token, that no
// redirect is followed, which would carry it away, and that a download ends.
func TestDownloadErrors(t *testing.T) {
	var elsewhere string
	for name, file := range map[string]http.HandlerFunc{
		"not there": http.NotFound,
		"leads away": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere+r.URL.Path, http.StatusFound)
		},
		"is cut": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"is cut inside": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte("x"))
		},
		"does not end": func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusOK)
			_ = http.NewResponseController(w).Flush() // a client that is gone hears nothing
			<-r.Context().Done()
		},
	} {
		t.Run(name, func(t *testing.T) {
			stranger := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("a stranger gets %s", r.URL) }))
			defer stranger.Close()
			elsewhere = stranger.URL
			var mux http.ServeMux
			mux.HandleFunc("/bot"+canary+"/getFile", func(w http.ResponseWriter, _ *http.Request) {
				fmt.Fprint(w, `{"ok":true,"result":{"file_path":"documents/é b"}}`)
			})
			mux.HandleFunc("/file/", file)
			server := httptest.NewServer(&mux)
			defer server.Close()
			transport := &http.Transport{}
			defer transport.CloseIdleConnections()
			a := newAPI(Options{Token: bot.NewSecret(canary), APIURL: server.URL, Client: &http.Client{Transport: transport}, Timeout: time.Second})
			a.whole = 300 * time.Millisecond
			in, err := a.open(t.Context(), "id")
			if err == nil {
				_, err = io.ReadAll(in)
				_ = in.Close()
			}
			if said := fmt.Sprintf("%v %+v %#v", err, err, err); err == nil || strings.Contains(said, canary) {
				t.Errorf("the error is %s", said)
			}
		})
	}
}
