package discordtest

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"time"
)

// createsADay is how many commands may be created in a guild, or globally, in
// a day: discord.com/developers/docs/interactions/application-commands
const createsADay = 200

// Commands returns the registered commands of a guild, or the global ones for
// "", as they were sent, with their ids.
func (s *Server) Commands(guild string) []map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.commands[guild])
}

// Register sets the global commands as if the bot had: for tests that do not
// register, or that begin with some registered.
func (s *Server) Register(commands ...map[string]any) {
	var sent []any
	for _, c := range commands {
		sent = append(sent, generic(c))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.set("", sent)
}

// set overwrites the commands of a guild; a name that is there keeps its id.
// It reports whether the day's creations allow it. The lock is held.
func (s *Server) set(guild string, sent []any) bool {
	var all []map[string]any
	made := s.created[guild]
	for _, c := range sent {
		c := maps.Clone(object(c))
		if integer(c["type"]) == 0 {
			c["type"] = json.Number("1")
		}
		same := func(old map[string]any) bool {
			return old["name"] == c["name"] && text(old["type"]) == text(c["type"])
		}
		if i := slices.IndexFunc(s.commands[guild], same); i >= 0 {
			c["id"] = s.commands[guild][i]["id"]
		} else {
			c["id"] = s.newID()
			made = append(made, s.o.Now())
		}
		c["version"], c["application_id"] = s.newID(), s.application
		all = append(all, c)
	}
	made = slices.DeleteFunc(made, func(at time.Time) bool { return s.o.Now().Sub(at) >= 24*time.Hour })
	if len(made) > createsADay {
		return false
	}
	s.created[guild], s.commands[guild] = made, all
	s.wake()
	return true
}

// shownCommand is a command as Discord shows it.
func shownCommand(c map[string]any) map[string]any {
	shown := maps.Clone(c)
	for _, key := range []string{"description", "default_member_permissions"} {
		if shown[key] == nil {
			shown[key] = map[string]any{"description": "", "default_member_permissions": nil}[key]
		}
	}
	if p := shown["default_member_permissions"]; p != nil {
		shown["default_member_permissions"] = text(p)
	}
	if shown["nsfw"] == nil {
		shown["nsfw"] = false
	}
	return shown
}

func (s *Server) ours(r *Request) *apiError {
	if r.values("application_id") != s.application {
		return &apiError{status: http.StatusForbidden, code: 20012, message: "You are not authorized to perform this action on this application"}
	}
	if g := r.values("guild_id"); g != "" && s.guilds[g] == nil {
		return errMissingAccess()
	}
	return nil
}

func (s *Server) shownCommands(guild string) []any {
	all := []any{}
	for _, c := range s.commands[guild] {
		c := shownCommand(c)
		if guild != "" {
			c["guild_id"] = guild
		}
		all = append(all, c)
	}
	return all
}

func (s *Server) listCommands(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ours(r); err != nil {
		return 0, nil, err
	}
	return http.StatusOK, s.shownCommands(r.values("guild_id")), nil
}

func (s *Server) overwriteCommands(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ours(r); err != nil {
		return 0, nil, err
	}
	if !s.set(r.values("guild_id"), list(r.payload)) {
		return 0, nil, errTooManyCommands()
	}
	return http.StatusOK, s.shownCommands(r.values("guild_id")), nil
}

func (s *Server) createCommand(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ours(r); err != nil {
		return 0, nil, err
	}
	guild, sent := r.values("guild_id"), object(r.payload)
	all := []any{sent}
	for _, c := range s.commands[guild] {
		if c["name"] != sent["name"] {
			all = append(all, c)
		}
	}
	if wrong := commandListRules(all); len(wrong) > 0 {
		return 0, nil, s.refuseLocked(r, wrong)
	}
	if !s.set(guild, all) {
		return 0, nil, errTooManyCommands()
	}
	return http.StatusCreated, s.shownCommands(guild)[0], nil
}

func (s *Server) deleteCommand(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ours(r); err != nil {
		return 0, nil, err
	}
	guild := r.values("guild_id")
	i := slices.IndexFunc(s.commands[guild], func(c map[string]any) bool { return c["id"] == r.values("command_id") })
	if i < 0 {
		return 0, nil, errUnknownCommand()
	}
	s.commands[guild] = slices.Delete(s.commands[guild], i, i+1)
	return http.StatusNoContent, nil, nil
}
