package discord

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

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

// TestLongPictureText cuts the text of a picture that cannot be shown, and
// nothing else goes with it.
func TestLongPictureText(t *testing.T) {
	a := chart("image/svg+xml")
	a.Picture.Text = strings.Repeat("Mon 3\n", 1500)
	a.Note = "a note"
	a.Actions = []bot.Action{{Label: "Why", Command: "/why #3"}}
	s := render(a, look{words.New()})
	if !strings.HasPrefix(s.Embeds[0].Description, "Mon 3\n") || len(s.Components) == 0 {
		t.Errorf("%+v %v", s.Embeds[0], s.Components)
	}
}

// TestPictureFaults sends a picture again that did not arrive, or whose reply was
// lost: it stands there once, whole.
func TestPictureFaults(t *testing.T) {
	for name, f := range map[string]adaptertest.Fault{
		"502": adaptertest.BadGateway(), "lost": lost(), "reset": {Reset: true}, "reset taken": {Reset: true, Taken: true},
		"429": discordtest.TooMany(300*time.Millisecond, "user"),
	} {
		for _, path := range []string{"/callback", "/webhooks", "/messages"} {
			t.Run(name+path, func(t *testing.T) {
				t.Parallel()
				core := adaptertest.Says(chart("image/png"))
				var next chan struct{}
				if path == "/webhooks" {
					core, next = slowly(chart("image/png"))
				}
				r := start(t, discordtest.Options{}, core)
				ann := someone(r.double, "ann")
				r.double.Ready()
				if path == "/messages" {
					r.double.Faults.Add(1, to(http.MethodPost, path), f)
					if _, err := r.Post(t.Context(), bot.Delivery{Key: "one", Place: bot.Place{Platform: platform, Chat: ann.Channel.ID}, Answer: chart("image/png")}); err != nil {
						t.Fatal(err)
					}
				} else {
					method := http.MethodPost
					if path == "/webhooks" {
						method = http.MethodPatch
					}
					r.double.Faults.Add(1, to(method, path), f)
					i := r.double.Command(ann, "summary")
					if next != nil {
						i.Acked()
						next <- struct{}{}
					}
					i.Answer()
				}
				r.settle(t)
				all := r.double.Messages(ann.Channel)
				if len(all) != 1 {
					t.Fatalf("%v", all)
				}
				if file, image := shown(all[0]); file != "picture.png image/png bytes" || image == "" {
					t.Errorf("%q %q %d files", file, image, len(all[0].Files))
				}
			})
		}
	}
}

// TestPictureFollowUp has Discord find a picture too large that is for the asker
// alone: its text is too.
func TestPictureFollowUp(t *testing.T) {
	secret := chart("image/png")
	secret.Private = true
	core, next := slowly(secret)
	r := start(t, discordtest.Options{}, core)
	ann := someone(r.double, "ann")
	i := r.double.Command(ann, "summary")
	i.Acked()
	r.double.Faults.Add(1, to(http.MethodPost, "/webhooks"), adaptertest.Fault{Status: 413, Body: `{"code":40005,"message":"Request entity too large"}`})
	next <- struct{}{}
	all := i.FollowUps(1)
	r.settle(t)
	if file, _ := shown(all[0]); !all[0].Ephemeral() || file != "" || !strings.Contains(description(all[0]), "Mon 3") {
		t.Errorf("%v %q", all, file)
	}
}

// TestPictureClick turns a message with a picture into one without.
func TestPictureClick(t *testing.T) {
	n := 0
	core := &adaptertest.Core{Answers: func(_ context.Context, _ bot.Request, say func(bot.Answer) bool) {
		a := note("page 2")
		if n++; n == 1 {
			a = chart("image/png")
			a.Actions = []bot.Action{{Label: "More", Command: "/view aaaabbbbccccdddd 5"}}
		}
		a.Replace = true
		say(a)
	}}
	r := start(t, discordtest.Options{}, core)
	ann := someone(r.double, "ann")
	m := r.double.Command(ann, "summary").Answer()
	got := r.double.Click(ann, m, "/view aaaabbbbccccdddd 5").Answer()
	if file, _ := shown(got); file != "" || len(got.Files) != 0 || description(got) != "page 2" {
		t.Errorf("%v %q", got, file)
	}
	r.settle(t)
}

// TestRefusedAfterDeferral has Discord refuse a picture in an answer that was
// announced.
func TestRefusedAfterDeferral(t *testing.T) {
	core, next := slowly(chart("image/png"))
	r := start(t, discordtest.Options{}, core)
	ann := someone(r.double, "ann")
	i := r.double.Command(ann, "summary")
	i.Acked()
	r.double.Faults.Add(1, to(http.MethodPatch, "/webhooks"), adaptertest.Fault{Status: 400, Body: `{"code":50035,"message":"Invalid Form Body"}`})
	next <- struct{}{}
	m := i.Answer()
	r.settle(t)
	if file, _ := shown(m); file != "" || !strings.Contains(description(m), "Mon 3") {
		t.Errorf("%v", m)
	}
}

// TestRefusedPost has Discord refuse what a post and an edit hold beside their
// words, and does not let the bot attach files: the words are posted.
func TestRefusedPost(t *testing.T) {
	a := chart("image/png")
	a.Actions = []bot.Action{{Label: "Open", URL: "https://velm.example/a"}}
	for name, f := range map[string]adaptertest.Fault{
		"form":  {Status: http.StatusBadRequest, Body: `{"code":50035,"message":"Invalid Form Body"}`},
		"large": {Status: http.StatusRequestEntityTooLarge, Body: "<html>"},
		"files": {Status: http.StatusForbidden, Body: `{"code":50013,"message":"Missing Permissions"}`},
	} {
		r := start(t, discordtest.Options{}, adaptertest.Says())
		ann := someone(r.double, "ann")
		delivery := bot.Delivery{Key: "one", Place: bot.Place{Platform: platform, Chat: ann.Channel.ID}, Answer: a}
		for _, method := range []string{http.MethodPost, http.MethodPatch} {
			r.double.Faults.Add(1, to(method, "/messages"), f)
			ref, err := r.Post(t.Context(), delivery) // the second time what stands
			if err == nil && method == http.MethodPatch {
				err = r.Edit(t.Context(), ref, a)
			}
			all := r.double.Messages(ann.Channel)
			if err != nil || len(all) != 1 || !strings.HasPrefix(description(all[0]), "Mon 3") || strings.Contains(all[0].String(), "velm.example") {
				t.Errorf("%s, %s: %v, %v", name, method, err, all)
			}
		}
		r.double.Faults.Add(-1, to(http.MethodPost, "/messages"), f)
		delivery.Key = "two"
		if _, err := r.Post(t.Context(), delivery); isReason(err, bot.Unavailable) || err == nil {
			t.Errorf("%s, for good: %v", name, err)
		}
	}
}
