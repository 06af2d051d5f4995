package summarize

// lexiconTable holds the closed classes of the languages that the guards know.
// A language that is missing here loses the guards against openings that point
// back and the trims, nothing else.
func lexiconTable() map[string]lexiconWords {
	return map[string]lexiconWords{
		"en": {
			pronouns:    "he she they it him her his hers their theirs its them this that these those such",
			subjects:    "he she they",
			exceptions:  "this week|this year|this month|this summer|this spring|this fall|this autumn|this winter|this season|this weekend|this morning|such as",
			connectives: "but|and|however|also|meanwhile|so|then|still|yet|instead|nor|or|thus|therefore|moreover|furthermore|nevertheless|nonetheless|besides|additionally|similarly|otherwise|hence|afterward|afterwards|later|in addition|for example|for instance|on the other hand|on the contrary|as a result|even so|by contrast|in contrast|in turn|that is why|at the same time|after that|because of that|another|others|both|neither|too|likewise|indeed|in fact|in other words|despite that|either|the former|the latter|the other|the others|the two|the pair|the trio|the duo|the same|one of them|none of them|all of them|some of them|most of them|again|once again|now|there|here",
			droppable:   "but|and|however,",
			kept:        "not no never none nor without neither cannot said says say told according alleged allegedly reportedly accused claimed suspected if unless may might could would except only so-called apparently possibly probably perhaps likely unlikely believed supposed supposedly purported rumored rumoured unconfirmed estimated about nearly almost least most fewer more less",
			determiners: "the a an",
			places:      "in across throughout outside inside near into from at",
			honours:     "mr mrs ms miss dr sir lord lady president minister premier chancellor sen senator rep representative congressman congresswoman gov governor mayor gen general col colonel lt lieutenant sgt sergeant capt captain maj major adm admiral judge justice prof professor king queen prince princess pope cardinal bishop archbishop father sister brother rev reverend coach secretary chairman chairwoman director officer detective sheriff chief attorney inspector spokesman spokeswoman ambassador american british french german russian chinese monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december new north south east west saint san los las great united former",
			labels:      "editor's note|editor’s note|editors' note|editors’ note|correction|clarification|photo|photos|picture|pictures|image|caption|video|watch|listen|related|read more|more|see also|source|sources|updated|update|published|posted|last updated|by|tags|topics|share|advertisement|contact|follow|email|follow us|credit|story highlights|highlights|reporting by|writing by|editing by|additional reporting by",
			appeals:     "click here|read more|follow us|follow him on|follow her on|follow me on|sign up|subscribe|all rights reserved|copyright|back to the top|scroll down|see also|full story|watch video|watch the video|share your|join the conversation|opinions expressed|contributed to this report|contributed to this story|contributed to this article|editor's note|editor’s note",
		},
		"fr": {
			pronouns:    "il elle ils elles ce cela ceci c'est ça celui-ci celle-ci ceux-ci celles-ci cet cette ces son sa ses leur leurs lui eux c qu",
			subjects:    "il elle ils elles celui-ci celle-ci",
			exceptions:  "cette année|cette semaine|ce matin|ce lundi|ce mardi|ce mercredi|ce jeudi|ce vendredi|ce samedi|ce dimanche|ce week-end|cet été|cet hiver|il y a",
			connectives: "mais|et|cependant|toutefois|pourtant|néanmoins|aussi|ainsi|alors|puis|ensuite|enfin|donc|or|en effet|de plus|par ailleurs|en outre|en revanche|par exemple|par conséquent|d'ailleurs|de même|de son côté|pour sa part|quant à|du coup|un autre|une autre|d'autres|tous deux|toutes deux|les deux",
			droppable:   "mais|et|cependant,|toutefois,|pourtant,",
			kept:        "ne pas n' non ni sans jamais aucun aucune selon dit affirmé affirme aurait auraient serait seraient pourrait présumé présumée présumés accusé accusée soupçonné soupçonnée si sauf peut peut-être environ près plus moins prétendu",
			determiners: "le la les l un une des du au aux ce cette",
			places:      "en dans à vers",
			honours:     "m mme mlle monsieur madame président présidente ministre premier première roi reine prince princesse pape général colonel capitaine maire député sénateur docteur dr professeur juge lundi mardi mercredi jeudi vendredi samedi dimanche saint sainte nouveau nouvelle",
			labels:      "photo|photos|vidéo|video|image|légende|crédit|crédits|à lire aussi|lire aussi|lire|à lire|voir aussi|voir|source|sources|mise à jour|publié|partager|suivez-nous|note de la rédaction|ndlr|à voir|à voir aussi",
			appeals:     "cliquez ici|lire la suite|lire aussi|abonnez-vous|inscrivez-vous|suivez-nous|tous droits réservés|retrouvez l'intégralité|voir la vidéo",
		},
		"vi": {
			pronouns:    "ông bà anh chị cô họ nó này đó đây điều việc",
			titles:      "ông bà anh chị cô",
			subjects:    "họ",
			exceptions:  "",
			connectives: "nhưng|và|tuy nhiên|tuy vậy|song|do đó|vì vậy|vì thế|ngoài ra|bên cạnh đó|sau đó|trong khi đó|đồng thời|mặt khác|ví dụ|chẳng hạn|cụ thể|thế nhưng|theo đó|cũng theo|còn",
			droppable:   "nhưng|và|tuy nhiên,",
			kept:        "không chưa chẳng chớ đừng theo nói cho biết nghi được bị nếu có thể khoảng gần hơn ít nhiều",
			labels:      "ảnh|video|nguồn|xem thêm|đọc thêm|xem|clip|chú thích|tin liên quan|bài liên quan",
			appeals:     "xem thêm|đọc thêm|bấm vào đây|nhấn vào đây|mời độc giả|mời bạn đọc|theo dõi chúng tôi",
		},
		"es": {
			pronouns:    "él ella ellos ellas esto eso aquello este esta estos estas ese esa esos esas su sus lo la les ello",
			subjects:    "él ella ellos ellas",
			exceptions:  "este año|esta semana|este mes|este lunes|este martes|este miércoles|este jueves|este viernes|este sábado|este domingo|esta mañana",
			connectives: "pero|y|sin embargo|no obstante|también|además|entonces|luego|así|por eso|por lo tanto|por otra parte|por otro lado|mientras tanto|en cambio|asimismo|por ejemplo|otro|otra|otros|otras|ambos|ambas",
			droppable:   "pero|y|sin embargo,",
			kept:        "no ni nunca jamás sin ningún ninguna según dijo afirmó habría presunto presunta acusado acusada sospechoso si salvo podría quizá quizás tal vez unos cerca más menos",
			determiners: "el la los las un una unos unas del al",
			places:      "en desde hacia",
			honours:     "sr sra señor señora presidente presidenta ministro ministra rey reina papa general coronel alcalde alcaldesa senador diputado doctor dr profesor juez san santa nuevo nueva",
			labels:      "foto|fotos|vídeo|video|imagen|lea también|lee también|ver también|fuente|fuentes|actualizado|publicado|compartir",
			appeals:     "haga clic|haz clic|leer más|suscríbete|suscríbase|síguenos|todos los derechos reservados",
		},
		"de": {
			pronouns:    "er sie es ihm ihr ihn ihre seine sein ihrer dies diese dieser dieses diesen jene jener das dabei damit dafür dagegen daran darauf daraus darin davon dazu",
			subjects:    "er sie",
			exceptions:  "diese woche|dieses jahr|diesen monat",
			connectives: "aber|und|jedoch|doch|auch|dann|danach|deshalb|daher|trotzdem|dennoch|außerdem|zudem|allerdings|inzwischen|unterdessen|zum beispiel|andererseits|hingegen|so|also|ebenso|beide|ein anderer|eine andere",
			droppable:   "aber|und",
			kept:        "nicht kein keine keinen nie niemals ohne laut sagte sagt soll sollen sollte angeblich mutmaßlich mutmaßliche mutmaßlicher offenbar wohl möglicherweise vielleicht falls wenn etwa rund mehr weniger",
			labels:      "foto|fotos|bild|bilder|video|quelle|quellen|lesen sie auch|mehr|siehe auch|aktualisiert|veröffentlicht|teilen",
			appeals:     "klicken sie hier|weiterlesen|lesen sie auch|abonnieren|folgen sie uns|alle rechte vorbehalten",
		},
		"ru": {
			pronouns:    "он она они оно его её ее их это этот эта эти этого этой этих тот та те такой такая такие",
			subjects:    "он она они",
			exceptions:  "на этой неделе",
			connectives: "но|и|а|однако|также|тоже|затем|потом|поэтому|кроме того|при этом|тем не менее|между тем|тем временем|в то же время|например|в свою очередь|в частности|другой|другая|другие|оба|обе|так|зато",
			droppable:   "но|и|а|однако",
			kept:        "не ни нет без никогда по словам сообщил заявил якобы предположительно возможно вероятно если кроме может мог могут около более менее подозревается обвиняется",
			labels:      "фото|видео|источник|читайте также|см. также|обновлено|опубликовано|подписывайтесь",
			appeals:     "читайте также|подписывайтесь|подпишитесь|нажмите здесь|все права защищены",
		},
	}
}
