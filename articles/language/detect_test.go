package language

import "testing"

func TestDetect(t *testing.T) {
	for _, c := range []struct{ declared, text, want string }{
		{"en-GB", "The harbour was quiet that night.", "en"},
		{"en_US.UTF-8", "The harbour was quiet that night.", "en"},
		{"pt_BR", "O porto estava calmo naquela noite.", "pt"},
		{"nb-NO", "Havnen var stille den natten.", "no"},
		{"zh-Hant-TW", "港口那晚很安靜", "zh"},
		{"ja", "東京都知事選", "ja"},
		{"iw", "הנמל היה שקט", "he"},
		{"sr", "Luka je bila mirna te noći.", "sr"},
		{"sr", "Лука је била мирна те ноћи.", "sr"},
		{"en", "Гавань в ту ночь была тихой.", "ru"},
		{"en", "港は静かだった。", "ja"},
		{"zh", "港は静かだった。", "ja"},
		{"", "港口那晚很安静。", "zh"},
		{"", "항구는 조용했다.", "ko"},
		{"", "Το λιμάνι ήταν ήσυχο.", "el"},
		{"", "ท่าเรือเงียบสงบ", "th"},
		{"", "The harbour was quiet that night.", "en"},
		{"", "Der Hafen war in jener Nacht still.", "de"},
		{"", "Le port était calme cette nuit-là.", "fr"},
		{"", "El puerto estaba en calma aquella noche.", "es"},
		{"", "Il porto era tranquillo quella notte.", "it"},
		{"", "De haven was die nacht stil en verlaten.", "nl"},
		{"", "Hamnen var tyst den natten, och ingen kom.", "sv"},
		{"", "Bến cảng yên tĩnh trong đêm đó.", "vi"},
		{"", "Port był tej nocy cichy i pusty.", "pl"},
		{"", "Přístav byl té noci tichý a prázdný.", "cs"},
		{"", "Liman o gece çok sessizdi ve kimse gelmedi.", "tr"},
		{"", "Satama oli sinä yönä hiljainen.", "fi"},
		{"", "A kikötő csendes volt azon az éjszakán.", "hu"},
		{"", "Гавань в ту ночь была тихой и пустой.", "ru"},
		{"", "Гавань тієї ночі була тихою, і ніхто не прийшов.", "uk"},
		{"", "كان الميناء هادئا في تلك الليلة.", "ar"},
		{"", "بندر در آن شب آرام بود و کسی نیامد.", "fa"},
		{"", "बंदरगाह उस रात शांत था।", "hi"},
		{"", "Mayor quits after vote on harbour", "en"},
		{"", "Volcano erupts near Quito", "en"},
		{"", "Vulkan bricht bei Quito aus", "de"},
		{"", "Vulcão entra em erupção perto de Quito", "pt"},
		{"", "Storm closes port", Unknown},
		{"", "Fed holds rates", Unknown},
		{"", "Пожар на складе в Дунморе", Unknown},
		{"xx-nonsense!", "The harbour was quiet that night.", "en"},
		{"und", "The harbour was quiet that night.", "en"},
		{"fr", "2024: 12 % (3)", "fr"},
		{"", "2024: 12 % (3)", Unknown},
		{"", "", Unknown},
	} {
		if got := Detect(c.text, c.declared); got != c.want {
			t.Errorf("Detect(%q, %q) = %q, want %q", c.text, c.declared, got, c.want)
		}
	}
}

// A page whose author left the default "en" in place.
func TestDetectContradictsDefault(t *testing.T) {
	const text = "Le port était calme cette nuit-là. Les pêcheurs n'étaient pas sortis à cause du vent, et les rares passants " +
		"qui marchaient sur le quai se hâtaient de rentrer chez eux. Dans le café de la place, on parlait de la vente du " +
		"phare, que la commune ne pouvait plus payer. Le maire avait promis une réunion pour le lendemain, mais personne " +
		"ne croyait qu'elle aurait lieu avant l'été."
	if got := Detect(text, "en"); got != "fr" {
		t.Errorf("declared en: got %q, want fr", got)
	}
	if got := Detect(text, "ca"); got != "ca" {
		t.Errorf("declared ca, of which no list is kept: got %q, want ca", got)
	}
}
