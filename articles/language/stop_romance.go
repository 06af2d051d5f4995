package language

// Function words, folded and sorted by bytes.
var (
	// stopsFR: French.
	stopsFR = []string{
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
	}

	// stopsES: Spanish.
	stopsES = []string{
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
	}
)
