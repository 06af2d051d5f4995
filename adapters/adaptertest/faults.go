package adaptertest

import (
	"net/http"
	"strconv"
	"sync"
)

// Fault is what goes wrong with one request to a double of a platform. The
// zero fault answers 200 with nothing.
type Fault struct {
	Status int         // answered instead; 0: 200
	Header http.Header // added to the answer
	Body   string      // the answer
	Hang   bool        // no answer until the client gives up or the double closes
	Reset  bool        // the connection is cut instead of an answer
	Taken  bool        // the platform did what it was asked first: only the answer is lost
}

// BadGateway is the page of HTML that a platform's front answers when what is
// behind it is away.
func BadGateway() Fault {
	return Fault{
		Status: http.StatusBadGateway,
		Header: http.Header{"Content-Type": {"text/html"}},
		Body:   "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n",
	}
}

// Play answers a request as the fault says. A hanging one ends with the
// request or when stop is closed.
func (f Fault) Play(w http.ResponseWriter, r *http.Request, stop <-chan struct{}) {
	if f.Hang {
		select {
		case <-r.Context().Done():
		case <-stop:
		}
		panic(http.ErrAbortHandler) // the server's way to cut a connection; it goes no further
	}
	if f.Reset {
		panic(http.ErrAbortHandler)
	}
	for name, values := range f.Header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(f.Body)))
	if f.Status != 0 {
		w.WriteHeader(f.Status)
	}
	_, _ = w.Write([]byte(f.Body)) // nobody is left to tell
}

// Faults is the script of what goes wrong in a double, in terms of its own
// requests R. The zero value lets everything pass. Safe for concurrent use.
type Faults[R any] struct {
	mu    sync.Mutex
	rules []*rule[R]
}

type rule[R any] struct {
	left  int // requests that it still meets; below 0: all
	match func(R) bool
	fault Fault
}

// Add makes the next n requests that match fail so; n below 0: all until
// Clear. A nil match is every request. Of several rules the first met counts.
func (s *Faults[R]) Add(n int, match func(R) bool, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rules = append(s.rules, &rule[R]{n, match, f})
}

// Clear ends the script.
func (s *Faults[R]) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rules = nil
}

// Take returns the fault that a request meets, and counts it.
func (s *Faults[R]) Take(request R) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.rules {
		if r.left != 0 && (r.match == nil || r.match(request)) {
			r.left--
			return r.fault, true
		}
	}
	return Fault{}, false
}
