package discord

import (
	"net/http"
	"strings"
	"testing"

	"briefly/adapters/adaptertest"
	"briefly/adapters/discord/discordtest"
	"briefly/bot"
	"briefly/bot/words"
)

// chart is an answer with a picture; the double takes any bytes for one.
func chart(mediaType string) bot.Answer {
	return bot.Answer{Title: "Ferries", Lang: "en", Picture: &bot.Picture{Data: []byte("bytes"), MediaType: mediaType, Text: "Mon 3\nTue 5"}}
}

// shown is what a message shows of its picture: the name of its one file, and
// the text for those who do not see it.
func shown(m discordtest.Message) (file, image string) {
	if len(m.Files) == 1 {
		file = m.Files[0].Name + " " + m.Files[0].MediaType + " " + string(m.Files[0].Data)
	}
	embeds, _ := m.Body["embeds"].([]any)
	if len(embeds) == 1 {
		if i, ok := embeds[0].(map[string]any)["image"].(map[string]any); ok {
			image, _ = i["url"].(string)
		}
	}
	return file, image
}

// TestPicture shows pictures in first replies, in replies that were announced,
// and in posts, and drops them when an answer without one takes their place.
func TestPicture(t *testing.T) {
	check := func(what string, m discordtest.Message) {
		t.Helper()
		if file, image := shown(m); file != "picture.png image/png bytes" || image != "attachment://picture.png" || description(m) != "" {
			t.Errorf("%s: %q shown as %q, and %q", what, file, image, description(m))
		}
	}
	core, next := slowly(chart("image/png"), note("no picture"), chart("image/png"))
	r := start(t, discordtest.Options{}, core)
	ann := someone(r.double, "ann")
	at := func(what string, i *discordtest.Interaction, want string) discordtest.Message {
		t.Helper()
		var m discordtest.Message
		eventually(t, what, func() bool { m, _ = i.Original(); file, _ := shown(m); return file == want && !m.Loading() })
		return m
	}
	i := r.double.Command(ann, "summary")
	next <- struct{}{}
	check("first reply", at("the picture", i, "picture.png image/png bytes"))
	next <- struct{}{}
	if m := at("the text", i, ""); description(m) != "no picture" {
		t.Errorf("in its place: %q", description(m))
	}
	next <- struct{}{}
	check("in place of text", at("the picture again", i, "picture.png image/png bytes"))
	r.settle(t)

	ref, err := r.Post(t.Context(), bot.Delivery{Key: "one", Place: bot.Place{Platform: platform, Chat: ann.Channel.ID}, Answer: chart("image/png")})
	if err != nil {
		t.Fatal(err)
	}
	all := r.double.Messages(ann.Channel)
	check("post", all[len(all)-1])
	if err := r.Edit(t.Context(), ref, note("no picture")); err != nil {
		t.Fatal(err)
	}
	all = r.double.Messages(ann.Channel)
	if file, image := shown(all[len(all)-1]); file+image != "" {
		t.Errorf("after the edit: %q, %q", file, image)
	}
}

// TestPictureAsText says in words what no picture can be shown of.
func TestPictureAsText(t *testing.T) {
	long := chart("image/png")
	long.Picture.Text = strings.Repeat("Mon 3\n", 300)
	empty := chart("image/png")
	empty.Picture.Data = nil
	for name, a := range map[string]bot.Answer{"vector": chart("image/svg+xml"), "no bytes": empty, "long": long} {
		s := render(a, look{words.New()})
		if s.picture != nil || s.Embeds[0].Image != nil || len(s.Files) > 0 || !strings.HasPrefix(s.Embeds[0].Description, "Mon 3\n") {
			t.Errorf("%s: %+v", name, s.Embeds[0])
		}
	}
}

// TestRefusedContent has Discord refuse what an answer holds beside its words:
// the words are shown all the same, and with nothing left of them, an apology.
func TestRefusedContent(t *testing.T) {
	refusal := adaptertest.Fault{Status: http.StatusBadRequest, Body: `{"code":50035,"message":"Invalid Form Body","errors":{"data":{"embeds":{"0":{"url":{"_errors":[{"code":"URL_TYPE_INVALID_URL","message":"Not a well formed URL."}]}}}}}}`}
	a := chart("image/png")
	a.Note, a.Items = "fine", []bot.Item{{Number: 3, Title: "Ferries wait", URL: "https://velm.example/a", Sources: []int{0}}}
	a.Sources = []bot.Source{{Number: 3, Title: "Ferries wait", Publisher: "Velm Post", URL: "https://velm.example/a"}}
	a.Actions = []bot.Action{{Label: "Open", URL: "https://velm.example/a"}, {Label: "Why", Command: "/why #3"}}
	for n, want := range []string{"fine", "fine", "Something went wrong"} {
		core := adaptertest.Says(a)
		r := start(t, discordtest.Options{}, core)
		ann := someone(r.double, "ann")
		r.double.Faults.Add(n, to(http.MethodPost, "/callback"), refusal)
		m := r.double.Command(ann, "summary").Answer()
		if !strings.Contains(m.String(), want) || (n == 0) != strings.Contains(m.String(), "velm.example") || n == 1 && !strings.Contains(m.String(), "/why #3") {
			t.Errorf("refused %d times: %s", n, m)
		}
		r.settle(t)
	}
}
