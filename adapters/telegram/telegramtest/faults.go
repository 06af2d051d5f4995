package telegramtest

import (
	"encoding/json"
	"net/http"
	"slices"

	"briefly/adapters/adaptertest"
)

// Fail makes the next n requests that match go wrong; n below 0: all until
// Heal. A nil match is every request, long polls included.
func (d *Double) Fail(n int, match func(Request) bool, f adaptertest.Fault) {
	d.faults.Add(n, match, f)
}

// Heal ends the script of faults.
func (d *Double) Heal() { d.faults.Clear() }

// Calls matches requests of the given methods.
func Calls(methods ...string) func(Request) bool {
	return func(r Request) bool { return slices.Contains(methods, r.Method) }
}

// Into matches requests of the given methods for one chat.
func Into(c *Chat, methods ...string) func(Request) bool {
	return func(r Request) bool { return r.Chat == c.ID && slices.Contains(methods, r.Method) }
}

// Refuse is the server's refusal in its envelope, with parameters or nil.
func Refuse(code int, description string, parameters map[string]any) adaptertest.Fault {
	envelope := map[string]any{"ok": false, "error_code": code, "description": description}
	if parameters != nil {
		envelope["parameters"] = parameters
	}
	body, _ := json.Marshal(envelope) // of strings and numbers: cannot fail
	return adaptertest.Fault{Status: code, Body: string(body), Header: http.Header{"Content-Type": {"application/json"}}}
}
