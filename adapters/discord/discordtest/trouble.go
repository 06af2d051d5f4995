package discordtest

import "maps"

// What a test can do to the gateway.

// Gateway returns what came in over the gateway so far.
func (s *Server) Gateway() GatewayCount {
	s.gateway.mu.Lock()
	defer s.gateway.mu.Unlock()
	return s.gateway.count
}

// Identifies counts the IDENTIFYs: 1,000 a day are allowed.
func (s *Server) Identifies() int { return s.Gateway().Identifies }

// Script sets how the gateway misbehaves from now on; the zero value: not.
func (s *Server) Script(script GatewayScript) {
	s.gateway.mu.Lock()
	defer s.gateway.mu.Unlock()
	s.gateway.script = script
}

// Ready waits until a bot is connected and reports whether one is.
func (s *Server) Ready() bool { return s.await(s.gateway.anyReady) }

// RefuseConnections answers the next n connections to the gateway with 503.
func (s *Server) RefuseConnections(n int) {
	s.gateway.mu.Lock()
	defer s.gateway.mu.Unlock()
	s.gateway.refused = n
}

// open returns the connections of now.
func (s *Server) open() []*conn {
	s.gateway.mu.Lock()
	defer s.gateway.mu.Unlock()
	var all []*conn
	for c := range maps.Keys(s.gateway.conns) {
		all = append(all, c)
	}
	return all
}

// Disconnect closes all connections with a code. Codes 1000 and 1001 end the
// sessions too.
func (s *Server) Disconnect(code int) {
	if code == 1000 || code == 1001 {
		s.ForgetSessions()
	}
	for _, c := range s.open() {
		c.close(code, "")
	}
}

// Cut ends all connections without a word, as a network does.
func (s *Server) Cut() {
	for _, c := range s.open() {
		_ = c.ws.NetConn().Close()
	}
}

// Reconnect asks all bots to connect again and resume: op 7.
func (s *Server) Reconnect() {
	for _, c := range s.open() {
		c.send(s.frame(opReconnect, nil, "GatewayReconnect"))
	}
}

// Invalidate tells all bots that their session is invalid: op 9. Unless they
// may resume, it is gone.
func (s *Server) Invalidate(resumable bool) {
	conns := s.open()
	if !resumable {
		s.ForgetSessions()
	}
	for _, c := range conns {
		c.send(s.frame(opInvalid, resumable, "GatewayInvalidSession"))
	}
}

// AskForHeartbeat sends op 1: a heartbeat is due at once.
func (s *Server) AskForHeartbeat() {
	for _, c := range s.open() {
		c.send(s.frame(opHeartbeat, nil, "GatewayHeartbeatRequest"))
	}
}

// ForgetSessions makes every later RESUME fail with op 9, not resumable.
func (s *Server) ForgetSessions() {
	s.gateway.mu.Lock()
	defer s.gateway.mu.Unlock()
	for _, one := range s.gateway.sessions {
		if one.conn != nil {
			one.conn.session = nil
		}
	}
	clear(s.gateway.sessions)
}
