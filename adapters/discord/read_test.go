package discord

import (
	"encoding/json"
	"testing"
)

// FuzzInteraction reads whatever may come as an interaction. What asks has words,
// and nothing panics.
func FuzzInteraction(f *testing.F) {
	for _, s := range []string{
		`{"id":"1","type":2,"data":{"name":"summary","type":1,"options":[{"name":"topic","type":3,"value":"x"}]},"member":{"user":{"id":"2"}},"guild_id":"1","channel_id":"3"}`,
		`{"id":"1","type":3,"data":{"custom_id":"/view a"},"message":{"id":"1","flags":64},"user":{"id":"2"},"context":2}`,
		`{"id":"1","type":2,"data":{"type":3,"target_id":"5","resolved":{"messages":{"5":{"content":"x","embeds":[{"url":"u"}],` +
			`"components":[{"type":99,"components":[{"content":"y"}]}],"message_snapshots":[{"message":{"content":"z"}}]}}}},"user":{"id":"2"}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var i interaction
		if json.Unmarshal(raw, &i) != nil {
			return
		}
		q, asks := i.ask(func(string, string) bool { return true })
		if asks && q.text == "" {
			t.Errorf("asks nothing: %+v", q)
		}
		if i.place().Console() && i.ChannelID != "" && i.Channel.Parent != "" {
			t.Errorf("nowhere: %+v", i)
		}
		one := &ticket{interaction: &i}
		if one.apart() && one.Message == nil || one.turnsPage() && one.strange() || i.admin() && i.Member == nil {
			t.Errorf("%+v", i)
		}
		i.visiting()
		i.personName()
	})
}
