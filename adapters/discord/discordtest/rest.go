package discordtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// largestRequest is the size of a request at which the double stops reading:
// files of 10 MB for anybody, ten of them a message.
const largestRequest = 100 << 20

// Request is one request as it came in.
type Request struct {
	Method string
	Route  string // as /channels/{channel_id}/messages
	Path   string // without /api/vN
	Query  string
	Header http.Header
	Body   json.RawMessage // the JSON, of a multipart request its payload_json
	Files  []Upload
	At     time.Time
	Status int // what it was answered; 0: nothing

	payload any // Body as generic values
	values  func(string) string
}

// Upload is a file in a request.
type Upload struct {
	Field, Name, MediaType string
	Data                   []byte
}

// Route matches requests by method and route, for Faults; an empty method is
// any, a route that ends in * all that start so.
func Route(method, route string) func(*Request) bool {
	return func(r *Request) bool {
		if prefix, ok := strings.CutSuffix(route, "*"); ok {
			return (method == "" || r.Method == method) && strings.HasPrefix(r.Route, prefix)
		}
		return (method == "" || r.Method == method) && r.Route == route
	}
}

// Requests returns what came in so far, in order.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Request, len(s.requests))
	for i, r := range s.requests {
		all[i] = *r
	}
	return all
}

// handler serves a request; the lock is not held. The answer is JSON, nil for
// none.
type handler func(r *Request) (status int, body any, err *apiError)

// route is a handler with what Discord asks for in front of it.
type route struct {
	method, path string // names in braces as in the description
	open         bool   // needs no token of the bot
	handle       handler
}

func (s *Server) table() []route {
	const (
		callback = "/interactions/{interaction_id}/{interaction_token}/callback"
		webhook  = "/webhooks/{webhook_id}/{webhook_token}"
		messages = "/channels/{channel_id}/messages"
		global   = "/applications/{application_id}/commands"
		local    = "/applications/{application_id}/guilds/{guild_id}/commands"
	)
	return []route{
		{"GET", "/gateway", true, s.getGateway},
		{"GET", "/gateway/bot", false, s.getGatewayBot},
		{"GET", "/users/@me", false, func(*Request) (int, any, *apiError) { return 200, s.bot.json(), nil }},
		{"POST", "/users/@me/channels", false, s.openDirect},
		{"GET", "/applications/@me", false, s.getApplication},
		{"GET", "/oauth2/applications/@me", false, s.getApplication},
		{"GET", "/guilds/{guild_id}", false, s.getGuild},
		{"GET", "/channels/{channel_id}", false, s.getChannel},
		{"POST", callback, true, s.callback},
		{"POST", webhook, true, s.followUp},
		{"GET", webhook + "/messages/{message_id}", true, s.getFollowUp},
		{"PATCH", webhook + "/messages/{message_id}", true, s.editFollowUp},
		{"DELETE", webhook + "/messages/{message_id}", true, s.deleteFollowUp},
		{"POST", messages, false, s.createMessage},
		{"GET", messages, false, s.listMessages},
		{"GET", messages + "/{message_id}", false, s.getMessage},
		{"PATCH", messages + "/{message_id}", false, s.editMessage},
		{"DELETE", messages + "/{message_id}", false, s.deleteMessage},
		{"POST", "/channels/{channel_id}/typing", false, s.typing},
		{"GET", global, false, s.listCommands},
		{"PUT", global, false, s.overwriteCommands},
		{"POST", global, false, s.createCommand},
		{"DELETE", global + "/{command_id}", false, s.deleteCommand},
		{"GET", local, false, s.listCommands},
		{"PUT", local, false, s.overwriteCommands},
		{"POST", local, false, s.createCommand},
		{"DELETE", local + "/{command_id}", false, s.deleteCommand},
	}
}

// routes is the whole service: the interface of any version and the gateway.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	for _, r := range s.table() {
		mux.HandleFunc(r.method+" /api/{version}"+r.path, func(w http.ResponseWriter, q *http.Request) { s.serve(r, w, q) })
	}
	unknown := route{path: "unknown", handle: func(*Request) (int, any, *apiError) { return 0, nil, errNotFound() }}
	mux.HandleFunc("/api/", func(w http.ResponseWriter, q *http.Request) { s.serve(unknown, w, q) })
	mux.HandleFunc("GET /attachments/{id}/{name}", s.serveUpload)
	mux.HandleFunc("GET /gateway", s.serveGateway)
	mux.HandleFunc("GET /gateway/", s.serveGateway)
	return mux
}

// serve is the life of a request: read, met by a fault, answered.
func (s *Server) serve(to route, w http.ResponseWriter, q *http.Request) {
	r, err := s.read(to, q)
	s.mu.Lock()
	s.requests = append(s.requests, r)
	s.wake()
	s.mu.Unlock()
	if fault, met := s.Faults.Take(r); met {
		if fault.Taken {
			s.answer(to, r, err)
		}
		s.note(r, fault.Status)
		fault.Play(w, q, s.stop)
		return
	}
	a := s.answer(to, r, err)
	s.note(r, a.status)
	for key, value := range a.header {
		w.Header().Set(key, value)
	}
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // nobody is left to tell
}

// note keeps how a request was answered, and counts what leads to a ban.
func (s *Server) note(r *Request, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r.Status = status
	if status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusTooManyRequests {
		s.invalid = append(s.invalid, s.o.Now())
	}
	s.wake()
}

// answered is an answer ready to be written.
type answered struct {
	status int
	header map[string]string
	body   []byte
}

func (s *Server) answer(to route, r *Request, err *apiError) answered {
	if s.banned() {
		return answered{http.StatusTooManyRequests, map[string]string{"Content-Type": "text/html", "Server": "cloudflare"}, []byte(tooManyPage)}
	}
	if !to.open && r.Header.Get("Authorization") != "Bot "+s.o.Token {
		return failed(errUnauthorized(), nil)
	}
	limits, limited := s.limit(to, r)
	if limited != nil {
		return *limited
	}
	if err == nil {
		err = s.check(to, r)
	}
	if err != nil {
		return failed(err, limits)
	}
	status, body, err := to.handle(r)
	if err != nil {
		return failed(err, limits)
	}
	return wellFormed(status, body, limits)
}

func failed(e *apiError, header map[string]string) answered {
	return wellFormed(e.status, e.json(), header)
}

func wellFormed(status int, body any, header map[string]string) answered {
	if header == nil {
		header = map[string]string{}
	}
	if body == nil {
		return answered{status, header, nil}
	}
	data, err := json.Marshal(body)
	if err != nil {
		return answered{http.StatusInternalServerError, header, []byte(err.Error())}
	}
	header["Content-Type"] = "application/json"
	return answered{status, header, data}
}

// check holds a request against the description and the rules; what breaks
// them is kept as a violation and refused.
func (s *Server) check(to route, r *Request) *apiError {
	if r.payload == nil {
		if r.Method == http.MethodPost || r.Method == http.MethodPut || r.Method == http.MethodPatch {
			if to.path != "/channels/{channel_id}/typing" {
				return s.refuse(r, fieldError{code: "BASE_TYPE_REQUIRED", message: "This field is required"})
			}
		}
		return nil
	}
	described := to.path
	if strings.HasPrefix(described, "/webhooks/") && r.values("message_id") == "@original" {
		described = strings.Replace(described, "{message_id}", "@original", 1)
	}
	return s.refuse(r, append(s.schemas.request(r.Method, described, r.payload), rules(to.path, r)...)...)
}

// refuse keeps violations and returns the answer to them, nil for none.
func (s *Server) refuse(r *Request, fields ...fieldError) *apiError {
	if len(fields) == 0 {
		return nil
	}
	for _, f := range fields {
		s.violate(Violation{Where: r.Method + " " + r.Route, Field: strings.Join(f.path, "."), Rule: f.message})
	}
	return errForm(fields...)
}

// read takes a request apart.
func (s *Server) read(to route, q *http.Request) (*Request, *apiError) {
	path := strings.TrimPrefix(q.URL.Path, "/api/"+q.PathValue("version"))
	r := &Request{Method: q.Method, Route: to.path, Path: path, Query: q.URL.RawQuery, Header: q.Header, At: s.o.Now(), values: q.PathValue}
	body, err := io.ReadAll(io.LimitReader(q.Body, largestRequest))
	if err != nil {
		return r, errInvalidJSON()
	}
	media, parameters, err := mime.ParseMediaType(q.Header.Get("Content-Type"))
	switch {
	case len(body) == 0:
		return r, nil
	case err != nil:
		return r, errForm(fieldError{code: "CONTENT_TYPE_INVALID", message: `Expected "Content-Type" header to be one of {'application/json', 'multipart/form-data'}.`})
	case media == "multipart/form-data":
		if err := r.readParts(multipart.NewReader(bytes.NewReader(body), parameters["boundary"])); err != nil {
			return r, errInvalidJSON()
		}
	default:
		r.Body = body
	}
	if r.payload, err = jsonschema.UnmarshalJSON(bytes.NewReader(r.Body)); err != nil {
		return r, errInvalidJSON()
	}
	return r, nil
}

func (r *Request) readParts(parts *multipart.Reader) error {
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read multipart: %w", err)
		}
		data, err := io.ReadAll(p)
		if err != nil {
			return fmt.Errorf("read part %s: %w", p.FormName(), err)
		}
		if p.FormName() == "payload_json" {
			r.Body = data
			continue
		}
		r.Files = append(r.Files, Upload{p.FormName(), p.FileName(), p.Header.Get("Content-Type"), data})
	}
}
