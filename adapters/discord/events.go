package discord

import (
	"context"
	"encoding/json"
	"slices"
	"sync"

	"briefly/bot"
)

// guilds remembers which channels a server has, to say which places are gone
// with it.
type guilds struct {
	mu       sync.Mutex
	channels map[string][]string // by server; a key without any was there before
}

// expect notes a server that the bot was in when it connected.
func (g *guilds) expect(id string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, known := g.channels[id]; !known {
		g.channels[id] = nil
	}
}

// set notes the channels of a server and reports whether the bot is new in it.
func (g *guilds) set(id string, channels []string) (joined bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	_, known := g.channels[id]
	g.channels[id] = channels
	return !known
}

// change adds or takes away a channel of a server.
func (g *guilds) change(id, channel string, there bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	left := slices.DeleteFunc(slices.Clone(g.channels[id]), func(c string) bool { return c == channel })
	if there {
		left = append(left, channel)
	}
	g.channels[id] = left
}

// drop forgets a server and returns its channels.
func (g *guilds) drop(id string) []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	channels := g.channels[id]
	delete(g.channels, id)
	return channels
}

// guildEvent is what is read of events about servers and their channels.
type guildEvent struct {
	ID          string `json:"id"`
	Guild       string `json:"guild_id"`
	Unavailable bool   `json:"unavailable"`
	Channels    []struct {
		ID string `json:"id"`
	} `json:"channels"`
}

// event takes what Discord tells. An error means that it was not taken.
func (d *Discord) event(ctx context.Context, p payload) error {
	if p.Type == "INTERACTION_CREATE" {
		return d.take(ctx, p.Data)
	}
	switch p.Type {
	case "GUILD_CREATE", "GUILD_DELETE", "CHANNEL_CREATE", "CHANNEL_DELETE":
	default:
		return nil // what threads do changes nothing: their place is their channel's
	}
	var e guildEvent
	if err := json.Unmarshal(p.Data, &e); err != nil {
		d.options.Log.WarnContext(ctx, "an event cannot be read", "event", p.Type, "error", err)
		return nil
	}
	switch {
	case p.Type == "GUILD_CREATE":
		var channels []string
		for _, c := range e.Channels {
			channels = append(channels, c.ID)
		}
		if d.guilds.set(e.ID, channels) {
			d.changed(ctx, bot.Back, channels)
		}
	case p.Type == "GUILD_DELETE" && !e.Unavailable: // an outage is no removal
		d.changed(ctx, bot.Gone, d.guilds.drop(e.ID))
	case p.Type == "CHANNEL_CREATE":
		d.guilds.change(e.Guild, e.ID, true)
	case p.Type == "CHANNEL_DELETE":
		d.guilds.change(e.Guild, e.ID, false)
		d.changed(ctx, bot.Gone, []string{e.ID})
	}
	return nil
}

// changed tells the core what happened to channels.
func (d *Discord) changed(ctx context.Context, event bot.Event, channels []string) {
	for _, c := range channels {
		change := bot.Change{Place: bot.Place{Platform: platform, Chat: c}, Event: event}
		if err := d.core.Changed(ctx, change); err != nil {
			d.options.Log.ErrorContext(ctx, "telling that a channel has changed", "place", change.Place.String(), "error", err)
		}
	}
}
