package main

import (
	"briefly/adapters/discord"
	"briefly/adapters/sqlstore"
)

// newDiscord is the bot on Discord.
func (a *app) newDiscord(store *sqlstore.Store) *discord.Discord {
	c := a.config.Discord
	return discord.New(discord.Options{
		Token: c.Token, APIURL: c.API, Guild: c.Guild, Client: a.chatClient(),
		Inbox: store, Views: store, Log: a.log, Now: a.now,
	})
}
