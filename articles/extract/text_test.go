package extract

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// sharedFile reads a file beside the project.
func sharedFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", path))
	if err != nil {
		if os.Getenv("BRIEFLY_REQUIRE_SHARED") == "1" {
			t.Fatal(err)
		}
		t.Skip("no shared data: ", err)
	}
	return b
}

// plainTexts are whole articles without anything around them, written for this
// test: a title, then the body.
var plainTexts = []struct{ name, title, body string }{
	{"english", "Ferry to the northern islands runs again",
		"The ferry to the northern islands took its first passengers on Monday after eleven weeks in the dock.\n\nIts engine had failed in March, and a spare part had to be built from old drawings.\n\n“We had almost given up,” said the captain, Ruth Alvarsen."},
	{"one sentence", "", "The council of Harsund voted on Tuesday to close the old bridge for two years."},
	{"german", "Brücke in Altfeld bleibt bis zum Herbst gesperrt",
		"Die Brücke über die Werre bleibt länger gesperrt als geplant. Das teilte die Stadt am Dienstag mit.\n\nGrund sind Risse, die bei einer Prüfung im Mai gefunden wurden."},
	{"russian", "Паром снова ходит на северные острова",
		"Паром на северные острова в понедельник впервые за одиннадцать недель вышел в рейс.\n\nДвигатель сломался в марте, и новую деталь пришлось делать по старым чертежам.\n\nКапитан сказал, что первый рейс был полон."},
	{"arabic", "عودة العبارة إلى الجزر الشمالية",
		"عادت العبارة إلى العمل يوم الاثنين بعد توقف دام أحد عشر أسبوعا.\n\nوقال القبطان إن المحرك تعطل في مارس، وإن قطعة الغيار صنعت من رسوم قديمة."},
	{"chinese", "北方群岛渡轮恢复通航",
		"开往北方群岛的渡轮星期一恢复通航，此前它在船坞里停了十一个星期。\n\n船长说，发动机三月出了故障，替换的零件只能按照旧图纸重新制造。\n\n首航的船票全部售完。"},
	{"japanese", "北の島々への連絡船が再開",
		"北の島々へ向かう連絡船が月曜日、十一週間ぶりに運航を再開した。\n\n船長によると、三月にエンジンが故障し、部品を古い図面から作り直したという。"},
	{"korean", "북쪽 섬을 오가는 배 다시 운항",
		"북쪽 섬을 오가는 배가 월요일에 열한 주 만에 다시 운항을 시작했다.\n\n선장은 삼월에 엔진이 고장 났고 부품을 옛 도면으로 다시 만들었다고 말했다."},
}

func TestTextKeepsPlainArticles(t *testing.T) {
	for _, tt := range plainTexts {
		t.Run(tt.name, func(t *testing.T) {
			whole := tt.body
			if tt.title != "" {
				whole = tt.title + "\n\n" + tt.body
			}
			d, err := Text(context.Background(), Input{Data: []byte(whole)})
			if err != nil {
				t.Fatal(err)
			}
			if d.Title != tt.title || d.Text != tt.body {
				t.Errorf("title %q\ntext %q", d.Title, d.Text)
			}
			if d.Author != "" || !d.Published.IsZero() {
				t.Errorf("author %q, published %v: it names neither", d.Author, d.Published)
			}
		})
	}
}

func TestTextTakesWhatStandsAroundAway(t *testing.T) {
	const body = "The ferry to the northern islands took its first passengers on Monday after eleven weeks in the dock.\n\n" +
		"Its engine had failed in March, and a spare part for the ferry had to be built from old drawings, the islands' council said.\n\n" +
		"“We had almost given up,” said the captain, Ruth Alvarsen. “Nobody makes engines like this one any more.”\n\n" +
		"The first crossing to the islands was full, and the shop on the quay ran out of bread by noon."
	page := "Home\nNews\nSport\nWeather\nLog in\nSubscribe\n" +
		"Ferry to the northern islands runs again\nBy Jon Persen\n14 May 2024\nShare this article\n" +
		strings.ReplaceAll(body, "\n\n", "\n") +
		"\nRead more\nMost popular\nTen walks for a rainy day\nHarbour prize goes to baker\nComments (4)\nPrivacy policy\nContact us\n"
	d, err := Text(context.Background(), Input{Data: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	if d.Title != "Ferry to the northern islands runs again" {
		t.Errorf("title %q", d.Title)
	}
	if d.Text != body {
		t.Errorf("text %q", d.Text)
	}
	if d.Author != "Jon Persen" || d.Published.Format(time.DateOnly) != "2024-05-14" {
		t.Errorf("author %q, published %v", d.Author, d.Published)
	}
}

func TestTextJoinsWrappedLines(t *testing.T) {
	const wrapped = "The ferry to the northern islands took its first passengers\n" +
		"on Monday after eleven weeks in the dock, the council said.\n\n" +
		"Its engine had failed in March, and a spare part had to be\n" +
		"built from old drawings that a museum on the mainland kept.\n"
	d, err := Text(context.Background(), Input{Data: []byte(wrapped)})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(d.Text, "\n\n"); got != 1 || strings.Count(d.Text, "\n") != 2 {
		t.Errorf("text %q", d.Text)
	}
}

func TestTextRefuses(t *testing.T) {
	nav := strings.Repeat("Home\nWorld\nPolitics\nSport\nCulture\nWeather\nLog in\nSubscribe\nContact\nImprint\n", 3)
	for _, tt := range []struct {
		name, data string
		want       Reason
	}{
		{"empty", "", Empty},
		{"blank", " \n\t\n", Empty},
		{"signs", "---\n***\n", Empty},
		{"navigation", nav, Directory},
		{"cookies", "We use cookies to make this site better for you. You can change your consent at any time.\nAccept all\nReject all\n", Empty},
		{"binary", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x03\x00>\x00\x01\x00\x00\x00\x80\x10\x00\x00", NotText},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Text(context.Background(), Input{Data: []byte(tt.data)})
			var r *Refusal
			if !errors.As(err, &r) {
				t.Fatalf("got %v, title %q, text %q", err, d.Title, d.Text)
			}
			if r.Reason != tt.want {
				t.Errorf("refused as %q (%s), want %q", r.Reason, r.Detail, tt.want)
			}
		})
	}
}

func TestByline(t *testing.T) {
	for _, tt := range []struct{ line, author, date string }{
		{"By Jon Persen", "Jon Persen", ""},
		{"By Jon Persen and Ruth Alvarsen | 3 June 2021", "Jon Persen, Ruth Alvarsen", "2021-06-03"},
		{"Von Anna Weber, 03.06.2021", "Anna Weber", "2021-06-03"},
		{"Par Luc Martin - 3 juin 2021", "Luc Martin", "2021-06-03"},
		{"By Jon Persen June 3, 2021", "Jon Persen", "2021-06-03"},
		{"June 3, 2021 at 6:34 am", "", "2021-06-03"},
		{"3/6/2021", "", ""}, // March or June?
		{"By the river", "", ""},
		{"By Jon PersenSports Writer", "", ""},
		{"2021-06-31", "", ""},
	} {
		author, published := byline([]string{tt.line})
		date := ""
		if !published.IsZero() {
			date = published.Format(time.DateOnly)
		}
		if author != tt.author || date != tt.date {
			t.Errorf("%q: author %q, date %q", tt.line, author, date)
		}
	}
}

// The first real input: its title, its paragraphs, nothing before or after.
func TestTextSeed(t *testing.T) {
	data := string(sharedFile(t, "data/seed/article.txt"))
	from, to := strings.Index(data, "Beijing is planning"), strings.LastIndex(data, "officials said.")+len("officials said.")
	var paragraphs []string
	for _, p := range strings.Split(data[from:to], "\n") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			paragraphs = append(paragraphs, p)
		}
	}
	title := strings.TrimSpace(data[strings.Index(data, "Beijing Fears"):from])
	d, err := Text(context.Background(), Input{Data: []byte(data)})
	if err != nil {
		t.Fatal(err)
	}
	if d.Title != title {
		t.Errorf("title %q", d.Title)
	}
	if want := strings.Join(paragraphs, "\n\n"); d.Text != want {
		t.Errorf("%d paragraphs of %d, text of %d bytes, want %d", d.Quality.Paragraphs, len(paragraphs), len(d.Text), len(want))
	}
	if d.Author != "" || !d.Published.IsZero() {
		t.Errorf("author %q, published %v", d.Author, d.Published)
	}
}

// Whole articles of many languages lose next to nothing.
func TestTextKeepsReadyArticles(t *testing.T) {
	for _, file := range []string{"cnn.jsonl", "orangesum-fr.jsonl", "multiling2011.jsonl"} {
		r := json.NewDecoder(strings.NewReader(string(sharedFile(t, "data/summarise/"+file))))
		kept, all, refused := 0, 0, 0
		for range 60 {
			var row struct {
				Text     string
				Articles []struct{ Text string }
			}
			if r.Decode(&row) != nil {
				break
			}
			text := row.Text
			if text == "" && len(row.Articles) > 0 {
				text = row.Articles[len(row.Articles)-1].Text
			}
			d, err := Text(context.Background(), Input{Data: []byte(text)})
			if err != nil {
				refused++
			}
			kept += len(strings.Join(strings.Fields(d.Title+d.Text), ""))
			all += len(strings.Join(strings.Fields(text), ""))
		}
		if refused > 0 || float64(kept) < .98*float64(all) {
			t.Errorf("%s: %d refused, %d of %d bytes kept", file, refused, kept, all)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, tt := range plainTexts {
		f.Add([]byte(tt.title + "\n" + tt.body))
	}
	f.Add([]byte("\xff\xfea\x00\n\x00"))
	f.Add([]byte("By A B\n2021-06-03\n# x\n## y | z"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Text(context.Background(), Input{Data: data})
		var r *Refusal
		if err != nil && !errors.As(err, &r) {
			t.Fatalf("neither an article nor a refusal: %v", err)
		}
		if err == nil && strings.TrimSpace(d.Text) == "" {
			t.Fatal("an article without a text")
		}
		if strings.ContainsAny(d.Title, "\n\x00") || strings.Contains(d.Text, "\n\n\n") {
			t.Fatalf("title %q, text %q", d.Title, d.Text)
		}
	})
}
