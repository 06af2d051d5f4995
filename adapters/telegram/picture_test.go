package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/telegram/telegramtest"
	"briefly/bot"
)

// shapes are answers of every shape that takes the place of another.
func shapes() map[string]bot.Answer {
	pictured := adaptertest.Pictured()
	return map[string]bot.Answer{"text": note("Only words."), "picture": pictured[0].Answer, "long": pictured[1].Answer}
}

// checkShows holds that a chat shows one answer and nothing else, and returns the
// message with its text.
func checkShows(t *testing.T, chat *telegramtest.Chat, shape string) telegramtest.Message {
	t.Helper()
	shown := chat.Messages()
	want := map[string]string{"text": "text", "picture": "picture with text", "long": "picture, text"}[shape]
	var got []string
	for _, m := range shown {
		kind := "text"
		if m.Photo != nil {
			kind = "picture"
		}
		if m.Photo != nil && m.Text.Text != "" {
			kind += " with text"
		}
		got = append(got, kind)
	}
	if strings.Join(got, ", ") != want {
		t.Fatalf("the chat shows %s, want %s:\n%s", strings.Join(got, ", "), want, chat.Transcript())
	}
	last := shown[len(shown)-1]
	if said := map[bool]string{true: "Only words.", false: "how much was written"}[shape == "text"]; !strings.Contains(last.Text.Text, said) {
		t.Errorf("it says %q", last.Text.Text)
	}
	return last
}

// TestPicture holds that a picture is sent as one, with what is said about it,
// in the topic where it was asked for.
func TestPicture(t *testing.T) {
	for shape, a := range shapes() {
		t.Run(shape, func(t *testing.T) {
			d := telegramtest.New(t, telegramtest.Config{})
			r := start(t, d, adaptertest.Says(a))
			forum := d.Forum("Forum", 7)
			asked := forum.Say(d.Person("Ann", "en"), d.Command("/summary"), telegramtest.InTopic(7))
			d.Wait("an answer", func() bool { n := forum.Messages(); return len(n) > 0 && n[len(n)-1].Text.Text != "" })
			r.settle(t)
			m := checkShows(t, forum, shape)
			for _, m := range forum.Messages() {
				if m.Thread != 7 || m.ReplyTo != asked {
					t.Errorf("sent into topic %d, in reply to %d", m.Thread, m.ReplyTo)
				}
				if m.Photo != nil && m.Photo.Size != len(a.Picture.Data) {
					t.Errorf("a picture of %d bytes, not %d", m.Photo.Size, len(a.Picture.Data))
				}
			}
			if shape != "text" && len(m.Buttons) != 1 {
				t.Errorf("buttons %v", m.Buttons)
			}
		})
	}
}

// TestPictureReplaces holds that whatever answer takes the place of another, in
// one conversation or by a press, the chat shows the new one alone.
func TestPictureReplaces(t *testing.T) {
	for from, first := range shapes() {
		for to, second := range shapes() {
			t.Run(from+" then "+to, func(t *testing.T) {
				d := telegramtest.New(t, telegramtest.Config{})
				r := start(t, d, adaptertest.Says(first, second))
				chat := d.Private(d.Person("Ann", "en"))
				chat.Say(d.Person("Ann", "en"), "x")
				r.settle(t)
				checkShows(t, chat, to)
			})
			if from == "long" {
				continue // its picture is a message of its own, which pressing below the text leaves
			}
			t.Run(from+" paged to "+to, func(t *testing.T) {
				d := telegramtest.New(t, telegramtest.Config{})
				first, second := first, second
				first.Actions = []bot.Action{{Label: "More", Command: "/view abcdefghijklmnop 5"}}
				second.Actions, second.Replace = first.Actions, true
				r := start(t, d, &adaptertest.Core{Answers: func(_ context.Context, r bot.Request, say func(bot.Answer) bool) {
					if strings.HasPrefix(r.Text, "/view") {
						say(second)
					} else {
						say(first)
					}
				}})
				ann := d.Person("Ann", "en")
				group := d.Supergroup("Group")
				asked := group.Say(ann, d.Command("/summary"))
				for range 2 {
					r.settle(t)
					m := group.Messages()[len(group.Messages())-1]
					click := press(t, d, ann, m, "More")
					d.Wait("the press to be answered", func() bool { return d.Answered(click) != nil })
					r.settle(t)
					if url := d.Answered(click)["url"]; url != nil {
						t.Errorf("the asker is sent to %v", url)
					}
					if to == "long" {
						return
					}
					if m := checkShows(t, group, to); m.ReplyTo != asked {
						t.Errorf("it replies to %d, not to the question %d", m.ReplyTo, asked)
					}
				}
			})
		}
	}
}

// TestPictureRefused holds that the text is said when Telegram does not take the
// picture, for whatever reason that does not pass.
func TestPictureRefused(t *testing.T) {
	photos := telegramtest.Calls("sendPhoto", "editMessageMedia")
	refuse := func(code int, text string) func(*telegramtest.Double) {
		return func(d *telegramtest.Double) { d.Fail(-1, photos, telegramtest.Refuse(code, text, nil)) }
	}
	for name, c := range map[string]struct {
		data     []byte
		fault    func(*telegramtest.Double)
		requests int
	}{
		"no picture at all":  {data: []byte("%PDF-1.4"), requests: 1},
		"nothing":            {data: []byte{}},
		"too large":          {data: make([]byte, maxPhoto+1)},
		"no right":           {fault: refuse(400, "Bad Request: not enough rights to send photos to the chat"), requests: 1},
		"a limit of a proxy": {fault: func(d *telegramtest.Double) { d.Fail(-1, photos, adaptertest.Fault{Status: 413, Body: "<html>"}) }, requests: 1},
	} {
		for _, after := range []bool{false, true} {
			t.Run(fmt.Sprint(name, after), func(t *testing.T) {
				d := telegramtest.New(t, telegramtest.Config{})
				if c.fault != nil {
					c.fault(d)
				}
				a := shapes()["picture"]
				p := *a.Picture
				if a.Picture = &p; c.data != nil {
					p.Data = c.data
				}
				says := []bot.Answer{a}
				if after {
					says = []bot.Answer{note("quick"), a}
				}
				r := start(t, d, adaptertest.Says(says...))
				chat := d.Private(d.Person("Ann", "en"))
				chat.Say(d.Person("Ann", "en"), "x")
				r.settle(t)
				m := chat.Messages()
				if len(m) != 1 || m[0].Photo != nil || !strings.Contains(m[0].Text.Text, "Articles a day over the last week") || len(m[0].Buttons) != 1 {
					t.Errorf("shown:\n%s", chat.Transcript())
				}
				if n := len(d.Requests("sendPhoto", "editMessageMedia")); n != c.requests {
					t.Errorf("%d tries", n)
				}
			})
		}
	}
}

// TestPictureFaults holds that faults that pass are waited for, and that no error
// of an upload holds the token.
func TestPictureFaults(t *testing.T) {
	photos := telegramtest.Calls("sendPhoto")
	for name, fault := range map[string]func(*telegramtest.Double, *telegramtest.Chat){
		"429":            func(d *telegramtest.Double, chat *telegramtest.Chat) { d.Ban(chat, 1) },
		"502":            func(d *telegramtest.Double, _ *telegramtest.Chat) { d.Fail(2, photos, adaptertest.BadGateway()) },
		"hangs":          func(d *telegramtest.Double, _ *telegramtest.Chat) { d.Fail(1, photos, adaptertest.Fault{Hang: true}) },
		"is cut":         func(d *telegramtest.Double, _ *telegramtest.Chat) { d.Fail(1, photos, adaptertest.Fault{Reset: true}) },
		"an empty reply": func(d *telegramtest.Double, _ *telegramtest.Chat) { d.Fail(1, photos, adaptertest.Fault{}) },
		"refused with canary": func(d *telegramtest.Double, _ *telegramtest.Chat) {
			d.Fail(1, photos, telegramtest.Refuse(400, canary, nil))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := telegramtest.New(t, telegramtest.Config{Token: canary})
			var log journal
			r := start(t, d, adaptertest.Says(shapes()["picture"]), func(o *Options) {
				o.Timeout = 500 * time.Millisecond
				o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
			})
			chat := d.Private(d.Person("Ann", "en"))
			fault(d, chat)
			chat.Say(d.Person("Ann", "en"), "x")
			chat.Await(1)
			r.settle(t)
			if m := chat.Messages(); len(m) != 1 || (m[0].Photo == nil) != (name == "refused with canary") {
				t.Errorf("shown:\n%s", chat.Transcript())
			}
			if early := d.Early(); len(early) > 0 {
				t.Errorf("too early: %v", early)
			}
			if strings.Contains(log.String(), canary) {
				t.Errorf("the token is in the log:\n%s", log.String())
			}
		})
	}
}

// TestUploadErrors holds the types and words of what may go wrong with an upload.
func TestUploadErrors(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{Token: canary})
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	for _, c := range []struct {
		name, url string
		fault     adaptertest.Fault
		code      int
		after     time.Duration
		text      string
	}{
		{name: "refused", fault: telegramtest.Refuse(400, "Bad Request: "+canary, nil), code: 400, text: "Bad Request: ***"},
		{name: "too many", fault: telegramtest.Refuse(429, "Too Many Requests", map[string]any{"retry_after": 7}), code: 429, after: 7 * time.Second, text: "Too Many"},
		{name: "HTML", fault: adaptertest.BadGateway(), code: 502, text: "no reply of the Bot API"},
		{name: "another JSON", fault: adaptertest.Fault{Body: "[1]"}, code: 200, text: "no reply of the Bot API"},
		{name: "cut", fault: adaptertest.Fault{Reset: true}, text: "EOF"},
		{name: "hangs", fault: adaptertest.Fault{Hang: true}, text: "deadline"},
		{name: "nobody there", url: "http://127.0.0.1:1", text: "refused"},
		{name: "no address", url: "http://127.0.0.1\x7f:1", text: "no address"},
	} {
		if c.url == "" {
			c.url = d.URL
			d.Fail(1, nil, c.fault)
		}
		a := newAPI(Options{Token: bot.NewSecret(canary), APIURL: c.url, Client: &http.Client{Transport: transport}, Timeout: 300 * time.Millisecond})
		err := a.callWith(t.Context(), upload{"photo", "picture", "image/png", adaptertest.Chart(1)}, "sendPhoto", nil, nil)
		var refused *apiError
		if !errors.As(err, &refused) || refused.code != c.code || refused.after != c.after || !strings.Contains(fmt.Sprintf("%+v %v", err, refused), c.text) {
			t.Errorf("%s: %#v", c.name, err)
		}
		if strings.Contains(fmt.Sprintf("%v %+v %#v", err, refused, refused), canary) {
			t.Errorf("%s: the token is in %v", c.name, err)
		}
	}
	d.TakeViolations() // a photo without a chat
}

// TestPostPicture holds what can be made of a post with a picture.
func TestPostPicture(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	r := start(t, d, answering())
	chat := d.Private(d.Person("Ann", "en"))
	place := bot.Place{Platform: platform, Chat: formatID(chat.ID)}
	other := adaptertest.Chart(9, 9)
	redrawn := func(a bot.Answer) bot.Answer {
		a.Picture = &bot.Picture{Data: other, MediaType: "image/png", Text: "Another."}
		return a
	}
	posted := func(shape string) bot.Ref {
		t.Helper()
		for _, m := range chat.Messages() {
			r.remove(t.Context(), shown{place: place, id: int(m.ID)})
		}
		ref, err := r.Post(t.Context(), bot.Delivery{Key: shape, Place: place, Answer: shapes()[shape]})
		if err != nil {
			t.Fatal(err)
		}
		checkShows(t, chat, shape)
		return ref
	}
	edit := func(ref bot.Ref, a bot.Answer, want bot.PostReason) {
		t.Helper()
		err := r.Edit(t.Context(), ref, a)
		var refused *bot.PostError
		if (err != nil) != (want != "") || err != nil && (!errors.As(err, &refused) || refused.Reason != want) {
			t.Errorf("edit: %v, want %q", err, want)
		}
	}
	drawn := func(size int) {
		t.Helper()
		if m := chat.Messages(); m[0].Photo == nil || m[0].Photo.Size != size {
			t.Errorf("shown:\n%s", chat.Transcript())
		}
	}
	ref := posted("picture")
	edit(ref, redrawn(shapes()["long"]), "")
	drawn(len(other))
	edit(ref, redrawn(shapes()["long"]), "") // the same
	edit(ref, note("words"), bot.Refused)
	drawn(len(other))
	ref = posted("long")
	edit(ref, redrawn(shapes()["long"]), "")
	drawn(len(other))
	edit(ref, note("Only words."), "")
	checkShows(t, chat, "text")
	ref = posted("text")
	edit(ref, shapes()["picture"], "")
	if m := chat.Messages(); len(m) != 1 || m[0].Photo != nil || !strings.Contains(m[0].Text.Text, "Articles a day") {
		t.Errorf("shown:\n%s", chat.Transcript())
	}
	edit(bot.Ref{Place: place, Message: "12x"}, note("x"), bot.Refused)
}

// TestFormCarriesWhatItIsGiven holds that names and types arrive as they are.
func TestFormCarriesWhatItIsGiven(t *testing.T) {
	body, mediaType, err := form(map[string]string{"caption": "é\r\n--x"}, upload{"photo", `a"b` + "\n", "image/png", []byte("data")})
	if err != nil || !strings.HasPrefix(mediaType, "multipart/form-data; boundary=") || !bytes.Contains(body, []byte("é\r\n--x")) || bytes.Contains(body, []byte("a\"b\n")) {
		t.Errorf("%v %s %q", err, mediaType, body)
	}
}
