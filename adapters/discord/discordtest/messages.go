package discordtest

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Flags: discord.com/developers/docs/resources/message#message-object-message-flags
const (
	flagEphemeral    = 1 << 6
	flagLoading      = 1 << 7
	flagComponentsV2 = 1 << 15
)

// nonceLives is how long enforce_nonce remembers: "the past few minutes".
const nonceLives = 5 * time.Minute

// stored is a message as the double keeps it.
type stored struct {
	Message
	nonce   string
	fileIDs []string // of Files
	created time.Time
}

// Message is a message as it stands.
type Message struct {
	ID, Channel string
	Author      User
	Interaction string         // whose answer it is
	Flags       int            //
	Body        map[string]any // content, embeds, components, allowed_mentions as they were sent
	Files       []Upload
	Edits       int
	Deleted     bool
	At          time.Time
}

// Content returns the plain content.
func (m Message) Content() string {
	text, _ := m.Body["content"].(string)
	return text
}

// Ephemeral reports whether only the asker sees it.
func (m Message) Ephemeral() bool { return m.Flags&flagEphemeral != 0 }

// Loading reports whether it is a deferred answer: "is thinking".
func (m Message) Loading() bool { return m.Flags&flagLoading != 0 }

// Messages returns the messages of a channel that are there, ephemeral ones
// too, in order.
func (s *Server) Messages(c Channel) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Message
	for _, m := range s.messages[c.ID] {
		if !m.Deleted {
			all = append(all, m.snapshot())
		}
	}
	return all
}

// Say adds a message that a person wrote, as the bot does not see it: without
// the intent, only a message command shows it.
func (s *Server) Say(u User, c Channel, text string, files ...Upload) Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.add(c.ID, u, map[string]any{"content": text}, files)
	return m.snapshot()
}

func (m *stored) snapshot() Message {
	c := m.Message
	c.Body = maps.Clone(m.Body)
	return c
}

// add keeps a new message; the lock is held.
func (s *Server) add(channel string, author User, body map[string]any, files []Upload) *stored {
	m := &stored{Message: Message{ID: s.newID(), Channel: channel, Author: author, Body: map[string]any{}, At: s.o.Now()}, created: s.o.Now()}
	s.apply(m, body, files)
	s.messages[channel] = append(s.messages[channel], m)
	s.wake()
	return m
}

// apply writes what a request says into a message.
func (s *Server) apply(m *stored, body map[string]any, files []Upload) {
	for _, key := range []string{"content", "embeds", "components", "allowed_mentions", "message_reference"} {
		if v, said := body[key]; said {
			m.Body[key] = v
		}
	}
	m.Flags |= integer(body["flags"]) &^ flagLoading
	if nonce, said := body["nonce"]; said { // an edit says none
		m.nonce = text(nonce)
	}
	if stay, said := body["attachments"]; said {
		m.keepFiles(list(stay))
	}
	for _, f := range files {
		id := s.newID()
		s.files[id] = f
		m.Files, m.fileIDs = append(m.Files, f), append(m.fileIDs, id)
	}
}

// keepFiles drops the files that an edit does not list
// (discord.com/developers/docs/reference#editing-message-attachments).
func (m *stored) keepFiles(stay []any) {
	files, ids := m.Files, m.fileIDs
	m.Files, m.fileIDs = nil, nil
	for i, id := range ids {
		if slices.ContainsFunc(stay, func(a any) bool { return text(object(a)["id"]) == id }) {
			m.Files, m.fileIDs = append(m.Files, files[i]), append(m.fileIDs, id)
		}
	}
}

func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case interface{ String() string }: // a number
		return v.String()
	}
	return ""
}

func integer(v any) int {
	n, _ := strconv.Atoi(text(v))
	return n
}

// object returns what came as an object, else an empty one.
func object(v any) map[string]any {
	o, _ := v.(map[string]any)
	if o == nil {
		o = map[string]any{}
	}
	return o
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

// json is a message as Discord shows it to the bot; the lock is held.
func (s *Server) messageJSON(m *stored) map[string]any {
	j := map[string]any{
		"id": m.ID, "channel_id": m.Channel, "author": m.Author.json(), "content": m.Content(), "type": 0, "flags": m.Flags,
		"timestamp": m.At.UTC().Format(time.RFC3339Nano), "edited_timestamp": nil, "tts": false, "pinned": false,
		"mention_everyone": false, "mentions": []any{}, "mention_roles": []any{},
		"embeds": shownEmbeds(list(m.Body["embeds"])), "components": shownComponents(list(m.Body["components"])), "attachments": s.attachments(m),
	}
	if m.Edits > 0 {
		j["edited_timestamp"] = s.o.Now().UTC().Format(time.RFC3339Nano)
	}
	if m.nonce != "" {
		j["nonce"] = m.nonce
	}
	if m.Interaction != "" {
		j["type"], j["webhook_id"], j["application_id"] = 20, s.application, s.application
		j["interaction_metadata"] = s.interactionJSON(m.Interaction)
	}
	return j
}

// interactionJSON says whose interaction a message answers; the lock is held.
func (s *Server) interactionJSON(id string) map[string]any {
	j := map[string]any{"id": id, "type": commandInteraction, "authorizing_integration_owners": map[string]any{}}
	if i := s.interactions[tokenOf(id)]; i != nil {
		j["type"], j["user"] = i.kind, i.person.json()
		if i.updates != nil {
			j["interacted_message_id"] = i.updates.ID
		}
	}
	return j
}

func shownEmbeds(embeds []any) []any {
	shown := []any{}
	for _, e := range embeds {
		e := maps.Clone(object(e))
		e["type"] = "rich"
		shown = append(shown, e)
	}
	return shown
}

// shownComponents numbers the components, as Discord does.
func shownComponents(components []any) []any {
	next := 0
	var number func(list []any) []any
	number = func(all []any) []any {
		shown := []any{}
		for _, c := range all {
			c := maps.Clone(object(c))
			if next++; c["id"] == nil || integer(c["id"]) == 0 {
				c["id"] = next
			}
			if inner, ok := c["components"]; ok {
				c["components"] = number(list(inner))
			}
			if a, ok := c["accessory"]; ok {
				c["accessory"] = number([]any{a})[0]
			}
			shown = append(shown, c)
		}
		return shown
	}
	return number(components)
}

func (s *Server) attachments(m *stored) []any {
	all := []any{}
	for i, f := range m.Files {
		all = append(all, s.upload(m.fileIDs[i], f))
	}
	return all
}

// find returns a message that is there; the lock is held.
func (s *Server) find(channel, id string) *stored {
	all := s.messages[channel]
	i := slices.IndexFunc(all, func(m *stored) bool { return m.ID == id && !m.Deleted })
	if i < 0 {
		return nil
	}
	return all[i]
}

// at returns the channel of a request, or why it is out of reach.
func (s *Server) at(r *Request) (*Channel, *apiError) {
	c := s.channels[r.values("channel_id")]
	if c == nil {
		return nil, errUnknownChannel()
	}
	return c, c.denied
}

func (s *Server) createMessage(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.at(r)
	if err != nil {
		return 0, nil, err
	}
	body := object(r.payload)
	if nonce := text(body["nonce"]); body["enforce_nonce"] == true && nonce != "" {
		for _, m := range s.messages[c.ID] {
			if m.nonce == nonce && m.Author.ID == s.bot.ID && s.o.Now().Sub(m.created) < nonceLives {
				return http.StatusOK, s.messageJSON(m), nil
			}
		}
	}
	if empty(body, r.Files) {
		return 0, nil, errEmptyMessage()
	}
	if ref := object(body["message_reference"]); len(ref) > 0 && ref["fail_if_not_exists"] != false && s.find(c.ID, text(ref["message_id"])) == nil {
		return 0, nil, errForm(fieldError{[]string{"message_reference"}, "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message"})
	}
	return http.StatusOK, s.messageJSON(s.add(c.ID, s.bot, body, r.Files)), nil
}

// empty reports whether a message would show nothing.
func empty(body map[string]any, files []Upload) bool {
	return text(body["content"]) == "" && len(list(body["embeds"])) == 0 && len(files) == 0 &&
		len(list(body["components"])) == 0 && len(list(body["sticker_ids"])) == 0 && body["poll"] == nil
}

func (s *Server) listMessages(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.at(r)
	if err != nil {
		return 0, nil, err
	}
	all := []any{}
	for _, m := range slices.Backward(s.messages[c.ID]) {
		if !m.Deleted && !m.Ephemeral() && len(all) < 50 {
			all = append(all, s.messageJSON(m))
		}
	}
	return http.StatusOK, all, nil
}

// message returns the message of a request in a channel; ephemeral ones are
// out of reach there.
func (s *Server) message(r *Request) (*stored, *apiError) {
	c, err := s.at(r)
	if err != nil {
		return nil, err
	}
	m := s.find(c.ID, r.values("message_id"))
	if m == nil || m.Ephemeral() {
		return nil, errUnknownMessage()
	}
	return m, nil
}

func (s *Server) getMessage(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.message(r)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, s.messageJSON(m), nil
}

func (s *Server) editMessage(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.message(r)
	if err != nil {
		return 0, nil, err
	}
	if m.Author.ID != s.bot.ID {
		return 0, nil, errNotAuthor()
	}
	return s.edit(m, r)
}

// edit changes a message as a request says; the lock is held.
func (s *Server) edit(m *stored, r *Request) (int, any, *apiError) {
	after := maps.Clone(m.Body)
	maps.Copy(after, object(r.payload))
	after["flags"] = strconv.Itoa(m.Flags | integer(object(r.payload)["flags"]))
	if wrong := messageRules(after, nil); len(wrong) > 0 {
		return 0, nil, s.refuseLocked(r, wrong)
	}
	if empty(after, append(m.Files, r.Files...)) {
		return 0, nil, errEmptyMessage()
	}
	s.apply(m, object(r.payload), r.Files)
	m.Flags &^= flagLoading
	m.Edits++
	s.wake()
	return http.StatusOK, s.messageJSON(m), nil
}

func (s *Server) deleteMessage(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.message(r)
	if err != nil {
		return 0, nil, err
	}
	m.Deleted = true
	s.wake()
	return http.StatusNoContent, nil, nil
}

func (s *Server) typing(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.at(r)
	return http.StatusNoContent, nil, err
}
