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
	{"results to one pattern", false,
		report{"Ostler Mills Inc second quarter net", "Share profit 41 cents against 35 cents. Net profit 4.1 million against 3.5 million. Revenue 62.0 million against 57.3 million. Six months: share profit 80 cents against 66 cents. Net profit 8.0 million against 6.6 million."},
		report{"Ostwald Motors Inc second quarter net", "Share profit 12 cents against 19 cents. Net profit 1.3 million against 2.0 million. Revenue 18.4 million against 20.9 million. Six months: share profit 30 cents against 33 cents. Net profit 3.1 million against 3.4 million."}},
	{"results of one company's two units", false,
		report{"Banfield unit reports second quarter", "Banfield's pipeline unit earned 6.2 million on revenue of 48 million in the second quarter with 1,310 workers, Banfield said."},
		report{"Banfield unit reports second quarter", "Banfield's retail unit earned 2.4 million on revenue of 91 million in the second quarter with 870 workers, Banfield said."}},
	{"two quakes of one coast", false,
		report{"Earthquake hits Tarvela coast", "A magnitude 6.1 earthquake struck 40 km off the Tarvela coast at a depth of 10 km at 04:12 on Monday, the seismic institute said. There was no tsunami warning."},
		report{"Earthquake hits Tarvela coast", "A magnitude 5.4 earthquake struck 85 km off the Tarvela coast at a depth of 33 km at 21:40 on Tuesday, the seismic institute said. There was no tsunami warning."}},
	{"two lottery draws", false,
		report{"Numbers of the Norland lottery", "The winning numbers of the Norland lottery are 3, 11, 19, 27, 40 and 44. The jackpot of 12 million was not won."},
		report{"Numbers of the Norland lottery", "The winning numbers of the Norland lottery are 6, 8, 21, 33, 35 and 48. The jackpot of 9 million was not won."}},
	{"two days of one market", false,
		report{"Norland shares close higher", "Shares in Norland closed higher, with the index of 50 stocks up 31.2 points at 4,217.9. Gainers led losers by 33 to 14 on turnover of 820 million crowns."},
		report{"Norland shares close higher", "Shares in Norland closed higher, with the index of 50 stocks up 12.7 points at 4,170.3. Gainers led losers by 28 to 19 on turnover of 640 million crowns."}},
	{"two recalls", false,
		report{"Ostwald recalls cars over brakes", "Ostwald Motors recalls 12,400 cars of the model 300 built between 2019 and 2021 because their brakes may fail. Ostwald knows of 41 accidents."},
		report{"Ostwald recalls cars over brakes", "Ostwald Motors recalls 3,150 cars of the model 750 built between 2011 and 2014 because their brakes may fail. Ostwald knows of 9 accidents."}},
	{"a toll that grows by the hour", true,
		report{"Blast at Kestrel factory kills 12", "An explosion at the Kestrel factory in Abergale killed 12 people and injured 40 on Monday. 90 firefighters searched the ruins of the hall, built in 1974."},
		report{"Kestrel factory blast: 15 dead", "At least 15 people died and 63 were injured in an explosion at the Kestrel factory in Abergale on Monday. 140 firefighters searched the ruins."}},
	{"a toll that is corrected", true,
		report{"Bus crash near Lantry kills 9", "Nine people, first reports had said 11, died when a bus left the road near Lantry on Friday. The bus carried 38 pensioners from Bessemer to Quill Park."},
		report{"Bus crash near Lantry kills 7, police correct", "Police corrected the number of dead of the bus crash near Lantry on Friday to 7. The bus carried 38 pensioners from Bessemer to Quill Park; 14 are in hospital."}},
	{"missing who are found", true,
		report{"Avalanche buries skiers above Lake Sessel", "An avalanche buried a group of skiers above Lake Sessel on Sunday. 6 skiers were found dead, 17 were missing in the Morrind valley, rescuers said."},
		report{"Skiers under the avalanche above Lake Sessel", "Rescuers found more skiers of the group that an avalanche buried above Lake Sessel on Sunday. 11 are dead, 4 were still missing in the Morrind valley."}},
	{"a count of votes that goes on", true,
		report{"Peralta ahead in Casmira vote", "Ana Peralta led the presidential election in Casmira with 48 percent after 30 percent of the votes were counted on Sunday. Her rival Luis Ortega had 41 percent."},
		report{"Peralta keeps lead in Casmira vote", "Ana Peralta led the presidential election in Casmira with 53 percent after 85 percent of the votes were counted on Sunday. Her rival Luis Ortega had 39 percent."}},
	{"a fire that spreads", true,
		report{"Wildfire near Wexley burns 2,000 hectares", "A wildfire near Wexley burned 2,000 hectares of forest and drove 300 people from their homes. 12 aircraft fought the flames in the Wexley hills."},
		report{"Wildfire near Wexley burns 7,500 hectares", "A wildfire near Wexley burned 7,500 hectares of forest and drove 4,200 people from their homes. 31 aircraft fought the flames in the Wexley hills."}},
	{"a price through the day", true,
		report{"Ostler Mills shares fall after profit warning", "Shares in Ostler Mills fell 8 percent to 31.40 crowns after the flour maker warned that its profit would halve because of a strike in Dunmore."},
		report{"Ostler Mills shares fall after profit warning", "Shares in Ostler Mills closed 14 percent lower at 29.35 crowns after the flour maker warned that its profit would halve because of a strike in Dunmore."}},
	{"a storm that weakens", true,
		report{"Hurricane Odette nears Port Onsa", "Hurricane Odette, with winds of 210 km an hour, was 300 km from Port Onsa on Wednesday. 40,000 people left the Tarvela coast."},
		report{"Hurricane Odette weakens off Port Onsa", "Hurricane Odette, with winds of 165 km an hour, was 90 km from Port Onsa on Wednesday night. 65,000 people left the Tarvela coast."}},
	{"growing counts in Russian", true,
		report{"Паводок в Велегоже: эвакуированы 120 человек", "Из-за паводка в Велегоже эвакуированы 120 человек, затоплены 40 домов. Вода в реке Сорочке поднялась на 2 метра."},
		report{"Паводок в Велегоже: эвакуированы 450 человек", "Из-за паводка в Велегоже эвакуированы 450 человек, затоплены 210 домов. Вода в реке Сорочке поднялась на 3 метра."}},
	{"two results in German", false,
		report{"Quartalsbericht: Mühlen Nordau", "Der Gewinn stieg im zweiten Quartal auf 4,1 Millionen nach 3,5 Millionen. Der Umsatz erreichte 62 Millionen nach 57 Millionen, die Dividende 40 Cent."},
		report{"Quartalsbericht: Werke Südheim", "Der Gewinn stieg im zweiten Quartal auf 2,9 Millionen nach 1,2 Millionen. Der Umsatz erreichte 31 Millionen nach 26 Millionen, die Dividende 15 Cent."}},
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
