package language

// Function words, folded.
var (
	// stopsFR: French.
	stopsFR = setOf(
		"a", "afin", "ai", "aient", "ainsi", "ait", "alors", "apres", "as", "au", "aucun", "aucune", "auquel",
		"aura", "auraient", "aurait", "auront", "aussi", "autre", "autres", "aux", "auxquels", "avaient", "avais",
		"avait", "avant", "avec", "avez", "avions", "avoir", "avons", "ayant", "c", "ca", "car", "ce", "ceci",
		"cela", "celle", "celles", "celui", "cependant", "ces", "cet", "cette", "ceux", "chaque", "chez", "comme",
		"contre", "d", "dans", "de", "deja", "depuis", "des", "desquels", "doit", "doivent", "donc", "dont", "du",
		"duquel", "elle", "elles", "en", "encore", "entre", "es", "est", "et", "etaient", "etais", "etait", "etant",
		"ete", "etes", "etions", "etre", "eu", "eurent", "eut", "eux", "faire", "fait", "faut", "furent", "fut",
		"hors", "ici", "il", "ils", "j", "je", "jusqu", "jusque", "l", "la", "laquelle", "le", "lequel", "les",
		"lesquelles", "lesquels", "leur", "leurs", "lorsqu", "lorsque", "lui", "m", "ma", "mais", "malgre", "me",
		"meme", "memes", "mes", "moi", "mon", "n", "ne", "ni", "non", "nos", "notre", "nous", "on", "ont", "or",
		"ou", "oui", "par", "parce", "parmi", "pas", "pendant", "peut", "peuvent", "plus", "plusieurs", "pour",
		"puis", "puisqu", "puisque", "qu", "quand", "que", "quel", "quelle", "quelles", "quelque", "quelques",
		"quels", "qui", "quoi", "quoique", "s", "sa", "sans", "se", "selon", "sera", "seraient", "serait", "seront",
		"ses", "si", "soi", "soient", "soit", "sommes", "son", "sont", "sous", "suis", "sur", "t", "ta", "tandis",
		"te", "tes", "toi", "ton", "tous", "tout", "toute", "toutefois", "toutes", "tres", "trop", "tu", "un",
		"une", "vers", "vos", "votre", "vous", "y",
	)

	// stopsES: Spanish.
	stopsES = setOf(
		"a", "ademas", "al", "alguna", "algunas", "alguno", "algunos", "ante", "aquel", "aquella", "aquellas",
		"aquello", "aquellos", "asi", "aun", "aunque", "bajo", "cada", "como", "con", "conmigo", "consigo",
		"contra", "cual", "cuales", "cuando", "cuanto", "cuya", "cuyas", "cuyo", "cuyos", "de", "debe", "deben",
		"del", "desde", "donde", "durante", "e", "el", "ella", "ellas", "ello", "ellos", "embargo", "en",
		"entonces", "entre", "era", "eramos", "eran", "eras", "eres", "es", "esa", "esas", "ese", "eso", "esos",
		"esta", "estaba", "estaban", "estado", "estamos", "estan", "estar", "estas", "este", "esten", "esto",
		"estos", "estoy", "estuvieron", "estuvo", "fue", "fueron", "fui", "fuimos", "ha", "haber", "habia",
		"habian", "habido", "habra", "habran", "habria", "hacia", "han", "has", "hasta", "hay", "haya", "hayan",
		"he", "hemos", "hubo", "la", "las", "le", "les", "lo", "los", "mas", "me", "mediante", "menos", "mi",
		"mientras", "mis", "misma", "mismas", "mismo", "mismos", "muy", "ni", "ningun", "ninguna", "no", "nos",
		"nosotros", "nuestra", "nuestras", "nuestro", "nuestros", "nunca", "o", "os", "otra", "otras", "otro",
		"otros", "para", "pero", "podria", "por", "porque", "puede", "pueden", "pues", "que", "quien", "quienes",
		"se", "sea", "sean", "segun", "ser", "sera", "seran", "seria", "serian", "si", "sido", "siempre", "siendo",
		"sin", "sino", "sobre", "solo", "somos", "son", "soy", "su", "sus", "tambien", "tampoco", "tan", "tanto",
		"te", "tener", "tenia", "tenian", "ti", "tiene", "tienen", "toda", "todas", "todavia", "todo", "todos",
		"tras", "tu", "tus", "u", "un", "una", "unas", "unos", "usted", "ustedes", "vosotros", "vuestra", "vuestro",
		"y", "ya", "yo",
	)

	// stopsIT: Italian.
	stopsIT = setOf(
		"a", "abbia", "abbiamo", "abbiano", "affinche", "agli", "ai", "al", "alcune", "alcuni", "all", "alla",
		"alle", "allo", "altra", "altre", "altri", "altro", "anche", "ancora", "avere", "avete", "aveva", "avevano",
		"avra", "avranno", "avrebbe", "avuto", "benche", "che", "chi", "ci", "cio", "coi", "col", "come", "con",
		"contro", "cosa", "cosi", "cui", "da", "dagli", "dai", "dal", "dall", "dalla", "dalle", "dallo", "degli",
		"dei", "del", "dell", "della", "delle", "dello", "deve", "devono", "di", "dopo", "dove", "dunque",
		"durante", "e", "ebbe", "ed", "egli", "ella", "entro", "era", "erano", "ero", "essa", "esse", "essendo",
		"essere", "essi", "esso", "fra", "fu", "furono", "gia", "gli", "ha", "hai", "hanno", "ho", "i", "il", "in",
		"inoltre", "io", "l", "la", "le", "lei", "li", "lo", "loro", "lui", "ma", "mai", "me", "meno", "mentre",
		"mi", "mia", "mie", "miei", "mio", "molto", "ne", "negli", "nei", "nel", "nell", "nella", "nelle", "nello",
		"nessun", "nessuno", "no", "noi", "non", "nostra", "nostre", "nostri", "nostro", "o", "od", "ogni", "oltre",
		"oppure", "per", "perche", "pero", "piu", "poi", "poiche", "possono", "presso", "prima", "puo", "qualche",
		"quale", "quali", "quando", "quanta", "quante", "quanti", "quanto", "quegli", "quei", "quel", "quell",
		"quella", "quelle", "quelli", "quello", "quest", "questa", "queste", "questi", "questo", "qui", "quindi",
		"sara", "saranno", "sarebbe", "se", "sebbene", "secondo", "sei", "sempre", "senza", "si", "sia", "siamo",
		"siano", "siete", "solo", "sono", "sopra", "sotto", "stata", "state", "stati", "stato", "stessa", "stesso",
		"su", "sua", "sue", "sugli", "sui", "sul", "sull", "sulla", "sulle", "sullo", "suo", "suoi", "te", "ti",
		"tra", "tu", "tua", "tue", "tuo", "tuoi", "tutta", "tuttavia", "tutte", "tutti", "tutto", "un", "una",
		"uno", "vengono", "verso", "vi", "viene", "voi", "vostra", "vostro",
	)

	// stopsPT: Portuguese.
	stopsPT = setOf(
		"a", "ainda", "alem", "algum", "alguma", "algumas", "alguns", "ali", "ante", "ao", "aos", "apenas", "apos",
		"aquela", "aquelas", "aquele", "aqueles", "aqui", "aquilo", "as", "assim", "ate", "cada", "com", "comigo",
		"como", "consigo", "contra", "contudo", "cuja", "cujo", "da", "daquela", "daquele", "das", "de", "dela",
		"delas", "dele", "deles", "desde", "dessa", "desse", "desta", "deste", "deve", "devem", "do", "dos", "dum",
		"duma", "durante", "e", "ela", "elas", "ele", "eles", "em", "embora", "enquanto", "entao", "entre", "era",
		"eram", "essa", "essas", "esse", "esses", "esta", "estado", "estao", "estar", "estas", "estava", "estavam",
		"este", "esteja", "estes", "esteve", "estiveram", "eu", "foi", "foram", "fosse", "ha", "haver", "havia",
		"houve", "isso", "isto", "ja", "la", "lhe", "lhes", "mais", "mas", "me", "menos", "mesma", "mesmo", "meu",
		"meus", "mim", "minha", "minhas", "muito", "na", "nao", "naquele", "nas", "nem", "nenhum", "nenhuma",
		"nessa", "nesse", "nesta", "neste", "no", "nos", "nossa", "nossas", "nosso", "nossos", "num", "numa",
		"nunca", "o", "onde", "os", "ou", "outra", "outras", "outro", "outros", "para", "pela", "pelas", "pelo",
		"pelos", "perante", "pode", "podem", "pois", "por", "porem", "porque", "portanto", "quais", "qual",
		"quando", "quanto", "que", "quem", "sao", "se", "segundo", "seja", "sejam", "sem", "sempre", "sendo", "ser",
		"sera", "serao", "seria", "seriam", "seu", "seus", "si", "sido", "sim", "so", "sob", "sobre", "somos",
		"sou", "sua", "suas", "tambem", "te", "tem", "tenha", "tenham", "ter", "tera", "terao", "teu", "teve", "ti",
		"tido", "tinha", "tinham", "tiveram", "toda", "todas", "todo", "todos", "tu", "tua", "um", "uma", "umas",
		"uns", "voce", "voces", "vos",
	)

	// stopsRO: Romanian.
	stopsRO = setOf(
		"a", "acea", "aceasta", "acei", "acel", "acele", "acest", "acesta", "aceste", "acestea", "acestei",
		"acesti", "acestia", "acestor", "acestui", "acolo", "acum", "ai", "aici", "al", "ale", "alt", "alta",
		"alte", "alti", "am", "apoi", "ar", "are", "as", "asta", "astfel", "asupra", "atunci", "au", "avea", "avem",
		"aveti", "avut", "ca", "caci", "cand", "care", "cat", "cata", "cate", "cati", "catre", "ce", "cea", "cei",
		"cel", "cele", "celei", "celor", "celui", "ci", "cine", "cu", "cum", "da", "daca", "dar", "de", "deci",
		"desi", "despre", "din", "doar", "dupa", "e", "ea", "ei", "el", "ele", "era", "erau", "este", "esti", "eu",
		"fara", "fi", "fie", "fiecare", "fiindca", "foarte", "fost", "i", "iar", "ii", "il", "imi", "in", "inca",
		"incat", "insa", "intre", "isi", "l", "la", "langa", "le", "li", "lor", "lui", "ma", "mai", "mea", "mei",
		"mele", "meu", "mi", "mine", "ne", "nici", "noastra", "noi", "nostru", "noua", "nu", "numai", "o", "ori",
		"orice", "pana", "pe", "pentru", "peste", "poate", "pot", "prin", "sa", "sai", "sale", "sau", "se", "si",
		"sine", "spre", "sub", "sunt", "suntem", "sunteti", "te", "ti", "tine", "toata", "toate", "tot", "toti",
		"trebuie", "tu", "un", "unde", "unei", "unele", "unii", "unor", "unui", "va", "voastra", "voi", "vor",
		"voua",
	)
)
