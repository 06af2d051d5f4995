package language

// Function words, folded and sorted by bytes.
var (
	// stopsEN: English.
	stopsEN = []string{
		"a", "about", "above", "across", "after", "again", "against", "all", "along", "also", "although", "am",
		"among", "an", "and", "another", "any", "are", "arent", "around", "as", "at", "be", "because", "been",
		"before", "behind", "being", "below", "beneath", "beside", "besides", "between", "beyond", "both", "but",
		"by", "can", "cannot", "cant", "could", "couldnt", "despite", "did", "didnt", "do", "does", "doesnt",
		"doing", "done", "dont", "down", "during", "each", "either", "else", "even", "ever", "every", "except",
		"few", "for", "from", "had", "hadnt", "has", "hasnt", "have", "havent", "having", "he", "her", "here",
		"hers", "herself", "hes", "him", "himself", "his", "how", "however", "i", "id", "if", "ill", "im", "in",
		"inside", "into", "is", "isnt", "it", "its", "itself", "ive", "just", "lets", "many", "may", "me", "might",
		"mine", "more", "most", "much", "must", "mustnt", "my", "myself", "near", "neither", "never", "no", "nor",
		"not", "of", "off", "on", "one", "only", "onto", "or", "other", "ought", "our", "ours", "ourselves", "out",
		"outside", "over", "own", "past", "per", "s", "same", "several", "shall", "she", "shes", "should",
		"shouldnt", "since", "so", "some", "still", "such", "than", "that", "thats", "the", "their", "theirs",
		"them", "themselves", "then", "there", "theres", "these", "they", "theyre", "theyve", "this", "those",
		"though", "through", "throughout", "to", "too", "toward", "towards", "under", "underneath", "unless",
		"until", "up", "upon", "us", "very", "via", "was", "wasnt", "we", "were", "werent", "weve", "what",
		"whatever", "whats", "when", "where", "whereas", "whether", "which", "whichever", "while", "who", "whoever",
		"whom", "whose", "why", "will", "with", "within", "without", "wont", "would", "wouldnt", "yet", "you",
		"your", "youre", "yours", "yourself", "yourselves", "youve",
	}

	// stopsDE: German.
	stopsDE = []string{
		"ab", "aber", "alle", "allem", "allen", "aller", "alles", "als", "also", "am", "an", "andere", "anderen",
		"anderer", "anderes", "ans", "auch", "auf", "aus", "bei", "beim", "bereits", "bevor", "bin", "bis", "bist",
		"da", "dabei", "daher", "damit", "dann", "darf", "das", "dass", "dazu", "dein", "deine", "deinem", "deinen",
		"deiner", "dem", "den", "denn", "der", "des", "deshalb", "dich", "die", "diese", "diesem", "diesen",
		"dieser", "dieses", "dir", "doch", "dort", "du", "durch", "durfen", "durfte", "ein", "eine", "einem",
		"einen", "einer", "eines", "einige", "einigen", "er", "es", "etwa", "etwas", "euch", "euer", "eure", "fur",
		"gegen", "gegenuber", "gehabt", "gewesen", "geworden", "habe", "haben", "habt", "hast", "hat", "hatte",
		"hatten", "hier", "hinter", "ich", "ihm", "ihn", "ihnen", "ihr", "ihre", "ihrem", "ihren", "ihrer", "ihres",
		"im", "immer", "in", "ins", "ist", "jede", "jedem", "jeden", "jeder", "jedes", "jedoch", "jene", "jenem",
		"jenen", "jener", "jenes", "jetzt", "kann", "kein", "keine", "keinem", "keinen", "keiner", "keines",
		"konnen", "konnte", "konnten", "laut", "mag", "man", "mehr", "mehrere", "mein", "meine", "meinem", "meinen",
		"meiner", "meines", "mich", "mir", "mit", "mochte", "muss", "mussen", "musste", "mussten", "nach",
		"nachdem", "neben", "nicht", "nichts", "nie", "noch", "nun", "nur", "ob", "obwohl", "oder", "ohne", "schon",
		"sehr", "sei", "seid", "seien", "sein", "seine", "seinem", "seinen", "seiner", "seines", "seit", "sich",
		"sie", "sind", "so", "sobald", "sogar", "solche", "solcher", "solches", "soll", "sollen", "sollte",
		"sollten", "sondern", "sowie", "sowohl", "trotz", "uber", "um", "und", "uns", "unser", "unsere", "unserem",
		"unseren", "unserer", "unter", "viele", "vielen", "vom", "von", "vor", "wahrend", "wann", "war", "ware",
		"waren", "warum", "was", "weder", "wegen", "weil", "welche", "welchem", "welchen", "welcher", "welches",
		"wem", "wen", "wenn", "wer", "werde", "werden", "wessen", "wie", "will", "wir", "wird", "wirst", "wo",
		"woher", "wohin", "wollen", "wollte", "wollten", "worden", "wurde", "wurden", "zu", "zum", "zur", "zwar",
		"zwischen",
	}
)
