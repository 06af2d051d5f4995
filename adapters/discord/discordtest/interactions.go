package discordtest

import (
	"net/http"
	"time"
)

// Kinds of interactions and of answers to them:
// discord.com/developers/docs/interactions/receiving-and-responding
const (
	pingInteraction      = 1
	commandInteraction   = 2
	componentInteraction = 3
	completeInteraction  = 4
	modalInteraction     = 5

	callbackMessage     = 4
	callbackDefer       = 5
	callbackDeferUpdate = 6
	callbackUpdate      = 7
	callbackChoices     = 8
	callbackModal       = 9
)

// followUpsOfUsers is how many follow-ups an app has that only the person
// installed: discord.com/developers/docs/interactions/receiving-and-responding#followup-messages
const followUpsOfUsers = 5

// Interaction is something that a person did and what the bot made of it.
type Interaction struct {
	ID, Token string

	s         *Server
	kind      int
	person    User
	channel   string
	userOnly  bool // the app is installed by the person, not in the guild
	sent      time.Time
	acked     time.Time
	callback  int
	choices   []Choice
	original  *stored // nil: none, or deferred without being shown
	updates   *stored // the message that a component sits on
	followUps []*stored
	modal     map[string]any
}

// Choice is a proposal while typing.
type Choice struct{ Name, Value string }

func (s *Server) callback(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	body := object(r.payload)
	i := s.interactions[r.values("interaction_token")]
	kind := integer(body["type"])
	switch {
	case i == nil || i.ID != r.values("interaction_id"):
		return 0, nil, errUnknownInteraction()
	case i.callback != 0:
		return 0, nil, errAcknowledged()
	case s.o.Now().Sub(i.sent) > s.o.AckWithin:
		return 0, nil, errUnknownInteraction()
	case !i.takes(kind):
		return 0, nil, s.refuseLocked(r, []fieldError{{[]string{"type"}, "INTERACTION_CALLBACK_TYPE_INVALID", "This interaction cannot be answered so"}})
	}
	data := object(body["data"])
	if (kind == callbackMessage) && empty(data, r.Files) {
		return 0, nil, errEmptyMessage()
	}
	if kind == callbackUpdate {
		if _, _, err := s.edit(i.updates, &Request{Method: r.Method, Route: r.Route, payload: data, Files: r.Files}); err != nil {
			return 0, nil, err
		}
	}
	i.callback, i.acked = kind, s.o.Now()
	i.take(data, r.Files)
	s.wake()
	if r.Query != "with_response=true" {
		return http.StatusNoContent, nil, nil
	}
	return http.StatusOK, i.callbackJSON(), nil
}

// take keeps what the first answer says; the lock is held.
func (i *Interaction) take(data map[string]any, files []Upload) {
	switch i.callback {
	case callbackMessage:
		i.original = i.s.add(i.channel, i.s.bot, data, files)
		i.original.Interaction = i.ID
	case callbackDefer:
		i.original = i.s.add(i.channel, i.s.bot, map[string]any{"flags": data["flags"]}, nil)
		i.original.Interaction = i.ID
		i.original.Flags |= flagLoading
	case callbackDeferUpdate, callbackUpdate:
		i.original = i.updates
	case callbackChoices:
		for _, c := range list(data["choices"]) {
			i.choices = append(i.choices, Choice{text(object(c)["name"]), text(object(c)["value"])})
		}
	case callbackModal:
		i.modal = data
	}
}

func (i *Interaction) callbackJSON() map[string]any {
	j := map[string]any{"interaction": map[string]any{"id": i.ID, "type": i.kind, "response_message_loading": i.callback == callbackDefer,
		"response_message_ephemeral": i.original != nil && i.original.Ephemeral()}}
	if i.original != nil && (i.callback == callbackMessage || i.callback == callbackUpdate) {
		j["resource"] = map[string]any{"type": i.callback, "message": i.s.messageJSON(i.original)}
	}
	return j
}

// takes reports whether an answer fits what happened.
func (i *Interaction) takes(callback int) bool {
	switch callback {
	case callbackChoices:
		return i.kind == completeInteraction
	case callbackUpdate, callbackDeferUpdate:
		return i.kind == componentInteraction && i.updates != nil
	case callbackMessage, callbackDefer:
		return i.kind != completeInteraction && i.kind != pingInteraction
	case callbackModal:
		return i.kind == commandInteraction || i.kind == componentInteraction
	}
	return false
}

// interaction returns what a webhook route speaks of.
func (s *Server) interaction(r *Request) (*Interaction, *apiError) {
	i := s.interactions[r.values("webhook_token")]
	switch {
	case r.values("webhook_id") != s.application || i == nil || i.callback == 0:
		return nil, errUnknownWebhook()
	case s.o.Now().Sub(i.sent) > s.o.TokenLives:
		return nil, errWebhookToken()
	}
	return i, nil
}

func (s *Server) followUp(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.interaction(r)
	if err != nil {
		return 0, nil, err
	}
	body := object(r.payload)
	if empty(body, r.Files) {
		return 0, nil, errEmptyMessage()
	}
	if i.callback == callbackDefer && i.original.Loading() && !i.original.Deleted {
		// Documented: after a deferral the first follow-up edits the deferred
		// answer, which stays as ephemeral as it was.
		flags := i.original.Flags & flagEphemeral
		s.apply(i.original, body, r.Files)
		i.original.Flags = i.original.Flags&^flagEphemeral&^flagLoading | flags
		i.original.Edits++
		s.wake()
		return http.StatusOK, s.messageJSON(i.original), nil
	}
	if i.userOnly && len(i.followUps) >= followUpsOfUsers {
		return 0, nil, errFollowUps()
	}
	m := s.add(i.channel, s.bot, body, r.Files)
	m.Interaction = i.ID
	i.followUps = append(i.followUps, m)
	return http.StatusOK, s.messageJSON(m), nil
}

// answerOf returns the message of a webhook route: @original or by id.
func (s *Server) answerOf(r *Request) (*stored, *apiError) {
	i, err := s.interaction(r)
	if err != nil {
		return nil, err
	}
	id := r.values("message_id")
	if id == "@original" {
		if i.original == nil || i.original.Deleted {
			return nil, errUnknownMessage()
		}
		return i.original, nil
	}
	for _, m := range append(i.followUps, i.original, i.updates) {
		if m != nil && m.ID == id && !m.Deleted {
			return m, nil
		}
	}
	return nil, errUnknownMessage()
}

func (s *Server) getFollowUp(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.answerOf(r)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, s.messageJSON(m), nil
}

func (s *Server) editFollowUp(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.answerOf(r)
	if err != nil {
		return 0, nil, err
	}
	return s.edit(m, r)
}

func (s *Server) deleteFollowUp(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.answerOf(r)
	if err != nil {
		return 0, nil, err
	}
	m.Deleted = true
	s.wake()
	return http.StatusNoContent, nil, nil
}

// refuseLocked is refuse with the lock held.
func (s *Server) refuseLocked(r *Request, fields []fieldError) *apiError {
	for _, f := range fields {
		s.violations = append(s.violations, Violation{Where: r.Method + " " + r.Route, Field: joined(f.path), Rule: f.message})
	}
	s.wake()
	return errForm(fields...)
}
