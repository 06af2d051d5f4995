package stories_test

import (
	"context"
	"testing"
	"time"

	"briefly/articles"
	"briefly/articles/language"
	"briefly/articles/stories"
)

// report is a title and a body.
type report [2]string

// lookAlikes are pairs of reports in the same kind of words; same says whether
// they tell of one event.
var lookAlikes = []struct {
	name string
	same bool
	a, b report
}{
	{"quakes in two places", false,
		report{"Earthquake shakes Tarvela", "A magnitude 5.8 earthquake struck the Tarvela coast on Monday. Residents of Port Onsa ran into the streets, and the harbour office closed two piers. No deaths were reported."},
		report{"Earthquake rattles Morrind", "A magnitude 6.1 earthquake struck the Morrind valley on Monday. Villagers near Lake Sessel slept outdoors, and the mountain railway was halted. Nobody was killed."}},
	{"two matches of one team", false,
		report{"Harwick Rovers beat Lantry 3-1", "Harwick Rovers won 3-1 against Lantry on Saturday. Odom scored twice before the break and Pell added the third from a corner."},
		report{"Harwick Rovers draw at Quill Park", "Harwick Rovers drew 0-0 with Bessemer Town on Tuesday. Both goalkeepers were rarely tested on a wet pitch at Quill Park."}},
	{"results of two companies", false,
		report{"Ostler Mills profit rises in second quarter", "The net profit of Ostler Mills rose to 4.1 million in the second quarter from 3.5 million, helped by flour exports. President Ada Finch expects more orders."},
		report{"Banfield Gas profit falls in second quarter", "The net profit of Banfield Gas fell to 1.3 million in the second quarter from 2.0 million after a warm spring. Director Tom Ruel sees no change until the Wexley field opens."}},
	{"two fires", false,
		report{"Warehouse fire in Dunmore", "Firefighters put out a blaze in a furniture warehouse in Dunmore on Friday night. Smoke drifted over the canal and a school stayed shut."},
		report{"Blaze destroys Kestrel hotel", "Firefighters fought a blaze that destroyed the Kestrel hotel in Abergale on Friday. Ninety guests were led out through the kitchens."}},
	{"rates of two banks", false,
		report{"Central bank of Norland raises rates", "The central bank of Norland raised its key rate to 4.5 percent on Thursday, citing wages. Governor Ilse Brandt said more may follow."},
		report{"Vastrian central bank keeps rates", "In Ostrey, the Vastrian central bank left its key rate at 3 percent, said Teodor Mikk, who pointed at falling prices for bread."}},
	{"two elections", false,
		report{"Peralta wins vote in Casmira", "Ana Peralta won the presidential election in Casmira with 54 percent of the vote, the electoral office said on Sunday. Her rival conceded."},
		report{"Voters in Ulmenia choose Hradek", "Jan Hradek won the presidential election in Ulmenia with 51 percent of the vote on Sunday. Turnout was the lowest in the republic's history."}},
	{"a growing death toll", true,
		report{"Ferry sinks off Tarvela, 12 dead", "A ferry with 200 people aboard sank off Tarvela on Monday, killing at least 12. Rescue boats from Port Onsa searched the strait through the night."},
		report{"Death toll in Tarvela ferry sinking rises to 31", "The number of dead in the sinking of a ferry off Tarvela rose to 31 on Tuesday. Rescue boats from Port Onsa still searched the strait for 40 missing."}},
	{"two counts of one crowd", true,
		report{"Thousands march in Dunmore against port closure", "About 5,000 people marched through Dunmore on Saturday against the closure of the Greylag port, police said."},
		report{"Greylag port closure brings crowds into Dunmore", "Organisers counted 20,000 people who marched in Dunmore on Saturday against the closure of the Greylag port."}},
	{"two estimates of one quake", true,
		report{"Magnitude 5.8 quake hits Tarvela coast", "A quake of magnitude 5.8 hit the Tarvela coast on Monday and damaged the lighthouse of Port Onsa."},
		report{"Tarvela quake was magnitude 6.0, institute says", "The quake that hit the Tarvela coast on Monday and damaged the lighthouse of Port Onsa had a magnitude of 6.0, the seismic institute said."}},
	{"one price, two currencies", true,
		report{"Ostler Mills to buy Finch Bakeries for 300 million dollars", "Ostler Mills agreed to buy Finch Bakeries for 300 million dollars, the companies said on Wednesday. Finch runs 80 shops."},
		report{"Finch Bakeries sold to Ostler Mills", "Finch Bakeries, which runs 80 shops, will be sold to Ostler Mills for 275 million euros, both companies said on Wednesday."}},
	{"a score at half time and at the end", true,
		report{"Rovers lead Lantry 1-0 in valley cup final", "Harwick Rovers led Lantry 1-0 at half time of the valley cup final, through a header by Odom."},
		report{"Rovers win valley cup final 2-1", "Harwick Rovers beat Lantry 2-1 in the valley cup final. Odom headed the first goal before half time and Pell decided it."}},
	{"the same in Russian", true,
		report{"Пожар на складе в Дунморе: 2 пострадавших", "На складе мебели в Дунморе в пятницу вечером начался пожар. Пострадали 2 человека, дым накрыл канал."},
		report{"После пожара на складе в Дунморе в больнице 5 человек", "Пожар на складе мебели в Дунморе, который начался в пятницу вечером, потушен. В больнице 5 человек, дым над каналом рассеялся."}},
}

// TestLookAlikesStayApart places each pair into an empty index, with the word
// statistics of all of them.
func TestLookAlikesStayApart(t *testing.T) {
	lang := func(r report) string { return language.Detect(r[0]+"\n"+r[1], "") }
	terms := func(r report) articles.Terms {
		lang := lang(r)
		return articles.Terms{Title: language.Terms(r[0], lang), Body: language.Terms(r[1], lang)}
	}
	every := func(yield func(articles.Terms) bool) {
		for _, c := range lookAlikes {
			if !yield(terms(c.a)) || !yield(terms(c.b)) {
				return
			}
		}
	}
	day := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for _, c := range lookAlikes {
		t.Run(c.name, func(t *testing.T) {
			ix := stories.NewMemory()
			ix.Add(articles.Candidate{Number: 1, Story: 1, Published: day, Terms: terms(c.a)})
			e := articles.Entry{Article: articles.Article{Title: c.b[0], Body: c.b[1], Lang: lang(c.b), Published: day.Add(9 * time.Hour)}, Terms: terms(c.b)}
			m, err := stories.NewBatch(ix, articles.Common, every).Place(context.Background(), e)
			if err != nil {
				t.Fatal(err)
			}
			if (m.Story == 1) != c.same {
				t.Errorf("%+v", m)
			}
		})
	}
}
