package language

// Function words, folded.
var (
	// stopsEN: English.
	stopsEN = setOf(
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
	)

	// stopsDE: German.
	stopsDE = setOf(
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
	)

	// stopsNL: Dutch.
	stopsNL = setOf(
		"aan", "al", "alle", "alles", "als", "ander", "andere", "ben", "bent", "bij", "binnen", "buiten", "daar",
		"dan", "dat", "de", "den", "der", "des", "deze", "die", "dit", "door", "dus", "echter", "een", "elk",
		"elke", "en", "enkele", "er", "geen", "gehad", "geweest", "geworden", "haar", "had", "hadden", "heb",
		"hebben", "hebt", "heeft", "heel", "hem", "hen", "het", "hier", "hij", "hoe", "hoewel", "hun", "iemand",
		"iets", "ik", "in", "indien", "is", "je", "jij", "jou", "jouw", "jullie", "kan", "kon", "konden", "kunnen",
		"maar", "mag", "me", "meer", "met", "mij", "mijn", "minder", "moest", "moet", "moeten", "mogen", "na",
		"naar", "niet", "niets", "noch", "nog", "nu", "of", "om", "omdat", "onder", "ons", "onze", "ook", "op",
		"over", "per", "sinds", "slechts", "sommige", "steeds", "te", "tegen", "tenzij", "terwijl", "tijdens",
		"toch", "toen", "tot", "tussen", "u", "uit", "uw", "van", "veel", "vele", "volgens", "voor", "waar",
		"waarin", "waarom", "waarop", "wanneer", "want", "waren", "was", "wat", "we", "wel", "welke", "werd",
		"werden", "wie", "wij", "wil", "wilde", "willen", "worden", "wordt", "zal", "ze", "zeer", "zich", "zij",
		"zijn", "zo", "zodat", "zonder", "zou", "zouden", "zulke", "zullen",
	)

	// stopsSV: Swedish.
	stopsSV = setOf(
		"aldrig", "all", "alla", "allt", "alltid", "an", "andra", "annan", "annat", "annu", "ar", "at", "att", "av",
		"aven", "bara", "bland", "blev", "bli", "blir", "blivit", "bor", "da", "dar", "de", "dem", "den", "denna",
		"deras", "dess", "dessa", "det", "detta", "dig", "din", "dina", "ditt", "dock", "du", "efter", "eftersom",
		"eller", "en", "enligt", "er", "era", "ert", "ett", "far", "fast", "fick", "for", "fore", "fran", "genom",
		"ha", "hade", "haft", "han", "hans", "har", "henne", "hennes", "hon", "honom", "hos", "hur", "i", "inga",
		"ingen", "inget", "inte", "ja", "jag", "kan", "kring", "kunde", "man", "manga", "maste", "med", "medan",
		"mellan", "men", "mer", "mest", "mig", "min", "mina", "mitt", "mot", "mycket", "nagon", "nagot", "nagra",
		"nar", "nej", "ni", "nu", "och", "ocksa", "om", "oss", "over", "pa", "redan", "sa", "sadan", "sadana",
		"sadant", "sedan", "sig", "sin", "sina", "sitt", "ska", "skall", "skulle", "som", "till", "under", "ur",
		"utan", "vad", "var", "vara", "varfor", "varit", "varje", "vart", "vem", "vi", "vid", "vilka", "vilken",
		"vilket", "vill", "ville",
	)

	// stopsDA: Danish.
	stopsDA = setOf(
		"ad", "af", "al", "aldrig", "alle", "allerede", "alt", "altid", "anden", "andet", "andre", "at", "blandt",
		"blev", "blevet", "blive", "bliver", "bor", "da", "de", "dem", "den", "denne", "dens", "der", "deres",
		"det", "dets", "dette", "dig", "din", "dine", "disse", "dit", "dog", "du", "efter", "eller", "en", "end",
		"endnu", "er", "et", "far", "fik", "for", "fordi", "fra", "gennem", "haft", "ham", "han", "hans", "har",
		"havde", "have", "hende", "hendes", "her", "hos", "hun", "hvad", "hvem", "hver", "hvilke", "hvilken",
		"hvilket", "hvis", "hvor", "hvordan", "hvorfor", "hvornar", "i", "ifolge", "ikke", "ind", "ingen", "intet",
		"ja", "jeg", "jer", "kan", "kun", "kunne", "ma", "man", "mange", "matte", "med", "meget", "mellem", "men",
		"mens", "mere", "mest", "mig", "min", "mine", "mit", "mod", "nar", "ned", "nej", "nogen", "noget", "nogle",
		"nu", "og", "ogsa", "om", "op", "os", "over", "pa", "sa", "sadan", "samt", "siden", "sig", "sin", "sine",
		"sit", "skal", "skulle", "som", "til", "ud", "uden", "under", "vaere", "vaeret", "var", "ved", "vi", "vil",
		"ville", "vor", "vores",
	)

	// stopsNO: Norwegian.
	stopsNO = setOf(
		"aldri", "all", "alle", "allerede", "alltid", "alt", "andre", "annen", "annet", "at", "av", "bare", "blant",
		"ble", "bli", "blir", "blitt", "bor", "da", "de", "deg", "dei", "dem", "den", "denne", "dens", "dere",
		"deres", "det", "dets", "dette", "din", "dine", "disse", "ditt", "dog", "du", "dykk", "eg", "ei", "ein",
		"eit", "eitt", "eller", "en", "enn", "enna", "er", "et", "etter", "far", "fikk", "for", "fordi", "fra",
		"gjennom", "ha", "hadde", "ham", "han", "hans", "har", "hatt", "henne", "hennes", "her", "ho", "hos", "hun",
		"hva", "hvem", "hver", "hvilke", "hvilken", "hvilket", "hvis", "hvor", "hvordan", "hvorfor", "i", "ifolge",
		"ikke", "ikkje", "ingen", "inn", "intet", "ja", "jeg", "kan", "kun", "kunne", "ma", "man", "mange", "matte",
		"me", "med", "meg", "mellom", "men", "mens", "mer", "mest", "min", "mine", "mitt", "mot", "mye", "na",
		"nar", "ned", "nei", "noe", "noen", "og", "ogsa", "om", "opp", "oss", "over", "pa", "sa", "samt", "seg",
		"siden", "sin", "sine", "sitt", "skal", "skulle", "slik", "slike", "som", "til", "under", "ut", "uten",
		"vaere", "vaert", "var", "vare", "vart", "ved", "vere", "vi", "vil", "ville",
	)
)
