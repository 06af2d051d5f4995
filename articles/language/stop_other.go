package language

// Function words, folded.
var (
	// stopsAR: Arabic.
	stopsAR = setOf(
		"اذ", "اذا", "اقل", "اكثر", "الا", "الان", "التي", "الذي", "الذين", "اللذين", "اللواتي", "الي", "اليه",
		"اليها", "ام", "امام", "ان", "انا", "انت", "انتم", "انه", "انها", "انهم", "او", "اوليك", "اي", "ايضا",
		"اين", "ب", "بان", "بعد", "بعض", "بل", "به", "بها", "بهم", "بين", "بينما", "تحت", "تكن", "تكون", "تلك",
		"ثم", "جدا", "جميع", "حتي", "حول", "حيث", "حين", "خلال", "دون", "ذلك", "سوف", "سوي", "ضد", "ضمن", "عبر",
		"علي", "عليه", "عليها", "عليهم", "عن", "عند", "عندما", "عنه", "عنها", "غير", "ف", "فان", "فقط", "فوق", "في",
		"فيما", "فيه", "فيها", "فيهم", "قبل", "قد", "ك", "كان", "كانت", "كانوا", "كذلك", "كل", "كلا", "كم", "كما",
		"كي", "كيف", "ل", "لا", "لان", "لدي", "لك", "لكن", "لم", "لما", "لماذا", "لن", "له", "لها", "لهم", "لو",
		"لي", "ليس", "ليست", "ما", "ماذا", "متي", "مع", "معه", "مما", "من", "منذ", "منه", "منها", "منهم", "نحن",
		"نحو", "نعم", "هذا", "هذه", "هم", "هما", "هن", "هنا", "هناك", "هو", "هولاء", "هي", "و", "وان", "وذلك",
		"وفي", "وقد", "وكان", "وكانت", "ولا", "ولكن", "ولم", "وما", "ومن", "وهو", "وهي", "يكن", "يكون",
	)

	// stopsEL: Greek.
	stopsEL = setOf(
		"ακομα", "ακομη", "αλλα", "αλλεσ", "αλλη", "αλλο", "αλλοι", "αλλοσ", "αν", "αντι", "απο", "ασ", "αυτα",
		"αυτεσ", "αυτη", "αυτην", "αυτησ", "αυτο", "αυτοι", "αυτον", "αυτοσ", "αυτου", "αυτων", "αφου", "για",
		"γιατι", "δεν", "δηλαδη", "διοτι", "εαν", "εγω", "εδω", "ειμαι", "ειμαστε", "ειναι", "εισαι", "ειστε",
		"ειτε", "ειχαν", "ειχε", "εκει", "εκεινη", "εκεινο", "εκεινοσ", "εμεισ", "ενα", "εναντιον", "ενασ", "ενοσ",
		"ενω", "επειδη", "επισησ", "εσεισ", "εσυ", "εχει", "εχεισ", "εχετε", "εχουμε", "εχουν", "εχω", "εωσ", "η",
		"ηδη", "ημουν", "ηταν", "θα", "ιδια", "ιδιοσ", "καθε", "και", "κανεισ", "κανενασ", "καποια", "καποιοσ",
		"κατα", "κι", "λοιπον", "μα", "μασ", "με", "μετα", "μεταξυ", "μεχρι", "μη", "μην", "μηπωσ", "μια", "μιασ",
		"μονο", "μου", "μπορει", "μπορουν", "να", "ναι", "ο", "οι", "ολα", "ολεσ", "ολη", "ολο", "ολοι", "ολοσ",
		"ομωσ", "οποια", "οποιασ", "οποιεσ", "οποιο", "οποιοι", "οποιοσ", "οποιου", "οποιουσ", "οποιων", "οπου",
		"οπωσ", "οσο", "οταν", "οτι", "ουτε", "οχι", "παντα", "παρα", "πιο", "ποια", "ποιο", "ποιοι", "ποιοσ",
		"πολυ", "ποσο", "ποτε", "που", "πρεπει", "πριν", "προσ", "πωσ", "σασ", "σε", "σου", "στα", "στη", "στην",
		"στισ", "στο", "στον", "στουσ", "τα", "την", "τησ", "τι", "τισ", "το", "τον", "τοτε", "του", "τουσ", "των",
		"τωρα", "υπερ", "χωρισ", "ωσ", "ωστε",
	)

	// stopsFA: Persian.
	stopsFA = setOf(
		"از", "است", "اكنون", "اما", "ان", "انان", "اند", "انها", "او", "ايشان", "اين", "اگر", "با", "باشد",
		"باشند", "بدون", "بر", "براي", "بسيار", "بعد", "به", "بود", "بودند", "بوده", "بين", "تا", "تو", "حتي",
		"خواهد", "خواهند", "خود", "دارد", "دارند", "داشت", "داشته", "در", "درباره", "ديگر", "را", "روي", "زير",
		"زيرا", "شد", "شدند", "شده", "شما", "شود", "طي", "عليه", "فقط", "كجا", "كدام", "كرد", "كرده", "كند", "كنند",
		"كه", "كي", "ما", "من", "مي", "ميان", "نه", "نيز", "نيست", "هر", "هست", "هستند", "هم", "همان", "همه",
		"همين", "هنوز", "هيچ", "و", "ولي", "وي", "يا", "يعني", "يك", "پس", "پيش", "چرا", "چند", "چنين", "چه", "چون",
		"چي", "چگونه",
	)

	// stopsFI: Finnish.
	stopsFI = setOf(
		"aikana", "aina", "ala", "alle", "ehka", "ei", "eivat", "eli", "emme", "en", "ennen", "et", "etta", "ette",
		"han", "hanelle", "hanen", "hanta", "he", "heidan", "heille", "heita", "hyvin", "ilman", "itse", "ja",
		"jalkeen", "jo", "johon", "joiden", "joissa", "joista", "joita", "joka", "jokin", "joku", "jolla", "jolle",
		"jonka", "jopa", "jos", "jossa", "josta", "jota", "joten", "jotka", "jotkut", "kaikki", "kaikkien",
		"kanssa", "kautta", "kenen", "keta", "koska", "kuin", "kuinka", "kuitenkin", "kuka", "kukaan", "kumpi",
		"kun", "kuten", "lienee", "luona", "me", "meidan", "meita", "mihin", "mika", "mikaan", "miksi", "milloin",
		"mina", "minka", "minua", "minun", "missa", "mista", "mita", "miten", "moni", "monta", "muiden", "mukaan",
		"mutta", "muu", "muut", "myos", "naiden", "naita", "nama", "ne", "niiden", "niin", "niissa", "niista",
		"niita", "noin", "nuo", "nyt", "ole", "olemme", "olen", "olet", "olette", "oli", "olin", "olisi",
		"olisivat", "olivat", "olla", "olleet", "ollut", "on", "ovat", "pitaa", "pitaisi", "saa", "se", "seka",
		"sen", "siihen", "siina", "siis", "siita", "silla", "sille", "sina", "sinun", "sita", "sitten", "tahan",
		"tai", "tama", "taman", "tassa", "tasta", "tata", "te", "teidan", "tuo", "tuon", "vaan", "vai", "vaikka",
		"vain", "valilla", "vastaan", "viela", "voi", "voida", "voivat", "yli",
	)

	// stopsHE: Hebrew.
	stopsHE = setOf(
		"אבל", "או", "אולם", "אותה", "אותו", "אותם", "אז", "אחר", "אחרי", "אחרים", "אחרת", "איזה", "איך", "אין",
		"איפה", "אך", "אל", "אלה", "אלו", "אם", "אנו", "אנחנו", "אני", "אצל", "אשר", "את", "אתה", "אתם", "ב",
		"בגלל", "בה", "בהם", "בו", "בין", "גם", "ה", "הוא", "הזאת", "הזה", "היא", "היה", "היו", "הייתה", "הם", "הן",
		"ו", "זאת", "זה", "זו", "יהיה", "יותר", "יש", "כ", "כאן", "כאשר", "כבר", "כדי", "כזה", "כי", "כיצד", "כך",
		"כל", "כמה", "כמו", "כן", "כש", "ל", "לא", "לה", "להיות", "להם", "לו", "לי", "לכן", "ללא", "למה", "למרות",
		"לנו", "לפי", "לפני", "מ", "מאוד", "מאז", "מדוע", "מה", "מול", "מי", "ממנה", "ממנו", "מן", "מפני", "מתי",
		"נגד", "עד", "עדיין", "עוד", "עכשיו", "על", "עליה", "עליו", "עם", "רק", "ש", "של", "שלה", "שלהם", "שלו",
		"שלנו", "שם", "תהיה", "תחת",
	)

	// stopsHI: Hindi.
	stopsHI = setOf(
		"अगर", "अधइक", "अनय", "अपनआ", "अपनई", "अपनए", "अब", "अभई", "आप", "आपकआ", "आपकई", "आपकए", "इन", "इनकआ",
		"इनकई", "इनकए", "इनहएन", "इस", "इसए", "इसकआ", "इसकई", "इसकए", "इसनए", "इसलइए", "उन", "उनकआ", "उनकई", "उनकए",
		"उनहएन", "उनहओननए", "उस", "उसए", "उसकआ", "उसकई", "उसकए", "उसनए", "ऊपर", "एक", "एवन", "और", "कआ", "कइ",
		"कइतनआ", "कइतनए", "कइनतउ", "कइयआ", "कइस", "कइसई", "कई", "कउछ", "कए", "कएवल", "कऐसए", "कओ", "कओई", "कऔन",
		"कब", "कयआ", "कयओन", "कयओनकइ", "कर", "करनए", "कहआन", "खइलआफ", "गई", "गए", "गयआ", "चआहइए", "जआ", "जइन",
		"जइनकआ", "जइनकए", "जइनहएन", "जइस", "जइसए", "जइसकआ", "जइसकई", "जइसकए", "जइसमएन", "जओ", "जब", "जबकइ", "जयआदआ",
		"तआकइ", "तउम", "तउमहआरआ", "तऊ", "तओ", "तक", "तथआ", "तब", "तरह", "थआ", "थई", "थए", "दइयआ", "दऔरआन", "दवआरआ",
		"न", "नईचए", "नए", "नहईन", "पर", "परनतउ", "पहलए", "फइर", "बआद", "बइनआ", "बईच", "बलकइ", "बहउत", "भई", "मउझए",
		"मएन", "मएरआ", "मएरई", "मएरए", "मऐन", "मगर", "मत", "यआ", "यए", "यदइ", "यह", "यहआन", "रहआ", "रहई", "रहए",
		"लइए", "लएकइन", "वआलआ", "वआलई", "वआलए", "वए", "वह", "वहआन", "सआथ", "सइरफ", "सए", "सकतआ", "सकतई", "सकतए",
		"सब", "सभई", "हआन", "हआलआनकइ", "हई", "हउआ", "हउई", "हउए", "हऊन", "हऐ", "हऐन", "हओ", "हओगआ", "हओगई", "हओतआ",
		"हओतई", "हओतए", "हओनआ", "हओनगए", "हम", "हमआरआ", "हमआरई", "हमआरए", "हमएन", "हर",
	)

	// stopsHU: Hungarian.
	stopsHU = setOf(
		"a", "abban", "ahogy", "ahol", "aki", "akik", "akit", "akkor", "alatt", "altal", "amely", "amelyek",
		"amelyet", "amelynek", "ami", "amik", "amikor", "amit", "annak", "arra", "attol", "az", "azok", "azokat",
		"azon", "azonban", "azt", "azzal", "bar", "csak", "de", "ebben", "egy", "egyik", "ellen", "elott", "en",
		"engem", "ennek", "erre", "es", "ettol", "ez", "ezek", "ezeket", "ezen", "ezert", "ezt", "ezzel", "fele",
		"felett", "fog", "fogja", "ha", "hanem", "hany", "hogy", "hogyan", "hol", "igen", "igy", "illetve", "ilyen",
		"is", "itt", "kell", "ki", "kozben", "kozott", "legyen", "lehet", "lenne", "lesz", "lesznek", "lett",
		"maga", "magat", "majd", "mar", "mas", "masik", "meg", "mellett", "mennyi", "mert", "mi", "miatt", "miert",
		"mig", "mikor", "milyen", "minden", "mindenki", "mindig", "minket", "mint", "mit", "mivel", "most",
		"nagyon", "ne", "nehany", "neki", "nekik", "nelkul", "nem", "o", "ok", "oket", "olyan", "ot", "ota", "ott",
		"pedig", "s", "se", "sem", "semmi", "soha", "sok", "soran", "szamara", "szerint", "te", "teged", "tehat",
		"ti", "titeket", "tobb", "utan", "vagy", "vagyok", "vagyunk", "valaki", "valami", "valamint", "van",
		"vannak", "vele", "veluk", "volna", "volt", "voltak",
	)

	// stopsID: Indonesian.
	stopsID = setOf(
		"ada", "adalah", "agar", "akan", "aku", "anda", "antara", "apa", "atas", "atau", "bagaimana", "bagi",
		"bahwa", "banyak", "bawah", "beberapa", "beliau", "belum", "berapa", "bila", "bisa", "bukan", "dalam",
		"dan", "dapat", "dari", "dengan", "di", "dia", "hanya", "harus", "hingga", "ia", "ialah", "ini", "itu",
		"jika", "juga", "kah", "kalau", "kami", "kamu", "kapan", "karena", "ke", "ketika", "kita", "lagi", "lah",
		"lain", "lebih", "mana", "masih", "maupun", "mengapa", "mereka", "merupakan", "meski", "meskipun", "namun",
		"nya", "oleh", "pada", "para", "pun", "saat", "saja", "sampai", "sang", "sangat", "saya", "sebagai",
		"sebelum", "secara", "sedang", "sedangkan", "sehingga", "sejak", "sementara", "semua", "sendiri", "seperti",
		"serta", "setelah", "setiap", "si", "siapa", "sudah", "supaya", "tak", "tapi", "telah", "tentang",
		"terhadap", "tersebut", "tetapi", "tidak", "untuk", "walaupun", "yang",
	)

	// stopsTR: Turkish.
	stopsTR = setOf(
		"altinda", "ama", "ancak", "arasinda", "artik", "ayni", "ayrica", "az", "bana", "baska", "bazi", "ben",
		"beni", "benim", "beri", "bile", "bir", "biz", "bize", "bizi", "bizim", "bu", "buna", "bunda", "bundan",
		"bunlar", "bunu", "bunun", "butun", "cok", "cunku", "da", "daha", "de", "degil", "diger", "dogru", "dolayi",
		"eden", "ederek", "eger", "en", "etti", "evet", "fakat", "gibi", "gore", "hala", "hangi", "hayir", "hem",
		"her", "hic", "icin", "icinde", "idi", "ile", "imis", "ise", "kac", "kadar", "karsi", "kendi", "kendisi",
		"ki", "kim", "mi", "mu", "nasil", "ne", "neden", "nerede", "nicin", "o", "olacak", "olan", "olarak", "oldu",
		"oldugu", "oldugunu", "olmak", "olur", "oluyor", "ona", "once", "onda", "ondan", "onlar", "onlara",
		"onlari", "onlarin", "onu", "onun", "oysa", "ragmen", "sadece", "sana", "sen", "seni", "senin", "simdi",
		"siz", "size", "sizi", "sizin", "sonra", "su", "sunlar", "sunu", "sunun", "tarafindan", "tum", "uzere",
		"uzerinde", "var", "ve", "veya", "ya", "yine", "yok", "yoksa",
	)

	// stopsVI: Vietnamese. Few, because most function words are nouns and names
	// too once their diacritics are gone: with them đã and Đà Nẵng would go.
	stopsVI = setOf(
		"cac", "cua", "de", "duoc", "khong", "la", "mot", "nay", "neu", "nhung", "rang", "va",
	)
)
