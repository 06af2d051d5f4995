package discordtest

import "net/http"

// What the bot asks about itself and where it is.

func (s *Server) getGateway(*Request) (int, any, *apiError) {
	return http.StatusOK, map[string]any{"url": s.WebSocketURL()}, nil
}

func (s *Server) getGatewayBot(*Request) (int, any, *apiError) {
	return http.StatusOK, map[string]any{
		"url": s.WebSocketURL(), "shards": s.o.Shards,
		"session_start_limit": map[string]any{"total": identifiesADay, "remaining": identifiesADay - s.Identifies(), "reset_after": 86_400_000, "max_concurrency": 1},
	}, nil
}

func (s *Server) getApplication(*Request) (int, any, *apiError) {
	return http.StatusOK, map[string]any{"id": s.application, "name": s.bot.Name, "icon": nil, "description": "", "bot_public": true,
		"bot_require_code_grant": false, "verify_key": "00", "flags": 0, "bot": s.bot.json()}, nil
}

func (s *Server) getGuild(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	g := s.guilds[r.values("guild_id")]
	s.mu.Unlock()
	if g == nil {
		return 0, nil, errUnknownGuild()
	}
	return http.StatusOK, s.guildCreate(g), nil
}

func (s *Server) getChannel(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.at(r)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, s.channelJSON(c), nil
}

func (s *Server) openDirect(r *Request) (int, any, *apiError) {
	s.mu.Lock()
	u := s.users[text(object(r.payload)["recipient_id"])]
	s.mu.Unlock()
	if u == nil {
		return 0, nil, errUnknownUser()
	}
	c := s.Direct(*u)
	s.mu.Lock()
	defer s.mu.Unlock()
	return http.StatusOK, s.channelJSON(&c), nil
}
