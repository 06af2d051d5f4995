package adaptertest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestFaultsAreCountedAndMatched(t *testing.T) {
	var s Faults[string]
	s.Add(2, func(r string) bool { return r == "send" }, Fault{Status: 500})
	s.Add(-1, func(r string) bool { return r != "poll" }, Fault{Status: 502})
	var got []int
	for _, r := range []string{"poll", "send", "send", "send", "edit", "poll"} {
		f, _ := s.Take(r)
		got = append(got, f.Status)
	}
	for i, want := range []int{0, 500, 500, 502, 502, 0} {
		if got[i] != want {
			t.Errorf("request %d met %d, want %d", i, got[i], want)
		}
	}
	s.Clear()
	if _, ok := s.Take("send"); ok {
		t.Error("a cleared script still bites")
	}
}

func TestFaultPlays(t *testing.T) {
	for name, c := range map[string]struct {
		fault  Fault
		status int // 0: the connection is cut
	}{
		"page of HTML": {BadGateway(), 502},
		"reset":        {Fault{Reset: true}, 0},
		"hang":         {Fault{Hang: true}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			stop := make(chan struct{})
			close(stop)
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				c.fault.Play(w, r, stop)
			}))
			defer server.Close()
			answer, err := server.Client().Get(server.URL)
			if c.status == 0 {
				if err == nil {
					answer.Body.Close()
					t.Fatal("answered")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			body, _ := io.ReadAll(answer.Body)
			if answer.StatusCode != c.status || !strings.Contains(string(body), "<h1>502") {
				t.Errorf("%s: %s", answer.Status, body)
			}
		})
	}
}
