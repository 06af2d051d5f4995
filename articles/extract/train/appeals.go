package main

// appeal is what publishers ask their readers for, written for the training in
// many wordings and languages.
type appeal struct {
	banners []string
	text    []string // may begin at any of its paragraphs
	buttons []string
}

var appeals = []appeal{
	{
		[]string{"Help keep our newsroom open", "Join our community today", "Back our reporting"},
		[]string{
			"You have reached the end of this story, and we hope it told you something new.",
			"Our reporters work for you and for nobody else. No billionaire tells us what to print, and no advertiser can buy our silence. That freedom has a price, and it is our subscribers who pay it.",
			"If you value what we do, please chip in today. A few dollars a month keep our team on the road. Thank you.",
		},
		[]string{"Chip in", "Maybe later", "See all options", "I already give"},
	},
	{
		[]string{"Stand by The Harbour Courier!", "Support The Harbour Courier", "The Harbour Courier needs you"},
		[]string{
			"… and before you leave, a word about us. The Harbour Courier has reported from this coast for half a century, and last spring a court ordered it to call itself an \"enemy of public order\" on every page. Our editors see in that an attempt to frighten the people who speak to us and the people who read us.",
			"It will not work. Our reporters go on asking, our photographers go on looking, and what they find is published here for everybody. But lawyers are expensive, and we have nobody to turn to but you.",
			"However much you give, it counts. If you are able to, set up a small gift every month: it takes a minute, and it tells us that you are there. Thank you for standing by independent reporting.",
		},
		[]string{"payment options", "Not today?", "Ask me again later.", "More"},
	},
	{
		[]string{"Keep Valley News alive", "Valley News is yours"},
		[]string{
			"Valley News belongs to its readers. No company owns it and no party pays for it, which is why its reporters were able to publish this story at all.",
			"In the past two years, more than forty papers like ours have closed, and others have been bought by people who wanted them quiet. We do not want to go that way, and with your help we need not.",
			"Become a member of Valley News today. From three dollars a month you help to keep a reporter in every valley, and you get our letter on Fridays.",
			"Valley News is a registered charity. Gifts can be deducted from tax.",
		},
		[]string{"Become a member", "Already a member? Sign in", "Give by card", "Tell me more", "Close"},
	},
	{
		[]string{"Stand with us!", "Become a supporter", "Your newsroom, funded by you"},
		[]string{
			"A word from our editor",
			"This year has been hard for local papers. We lost half of our advertising, yet we kept every article free to read because we believe that you deserve to know what happens in your town.",
			"Will you help us go on? It takes two minutes. Whatever you can give will be doubled by a friend of the paper until Sunday.",
		},
		[]string{"Yes, I will help", "Not now", "Give $10", "Give $50", "Other amount"},
	},
	{
		[]string{"Get our stories in your inbox", "Subscribe now and save", "Try us for one month"},
		[]string{
			"Enjoying what you read?",
			"Sign up for our morning email and we will send you the best of our work before breakfast. You can unsubscribe whenever you like.",
			"By signing up you agree to our terms and to our privacy policy. We never share your address with anybody.",
			"Thank you for joining us! Check your inbox to confirm your address.",
		},
		[]string{"Sign up", "Enter your email", "No thanks", "Log in"},
	},
	{
		[]string{"We use cookies", "Your privacy matters to us", "Before you continue"},
		[]string{
			"We and our partners store and read information on your device, such as cookies, to show you advertisements that fit you and to count our visitors.",
			"You can change your choice at any time in the settings. By clicking Accept you agree that we may do so.",
			"Please turn off your ad blocker. It is advertising that lets us keep this site free for you.",
		},
		[]string{"Accept all", "Reject all", "Manage settings", "Learn more"},
	},
	{
		[]string{"Only for members", "You have read your last free story"},
		[]string{
			"This story is free thanks to the people who pay for it.",
			"Without them there would be no investigations, no court reports and no one to ask the mayor awkward questions. We are not owned by a company. We belong to our members, and we would love you to be one of them.",
			"Join for the price of a cup of coffee. Cancel whenever you want.",
		},
		[]string{"Join us", "Remind me tomorrow", "Card", "PayPal", "What members get"},
	},
	{
		[]string{"Tell us your story", "Have your say"},
		[]string{
			"Do you know more about this? Write to our reporters, and we will treat what you tell us in confidence.",
			"Follow us for more, and let us know in the comments what you think.",
			"Found a mistake? Please tell us and we will put it right.",
		},
		[]string{"Write to us", "Share", "Report an error", "Leave a comment"},
	},
	{
		[]string{"Unterstützen Sie uns!", "Jetzt Mitglied werden", "Ihre Spende zählt"},
		[]string{
			"Hat Ihnen dieser Text gefallen?",
			"Unsere Redaktion gehört keinem Konzern. Wir schreiben, was wir für richtig halten, weil unsere Leserinnen und Leser uns bezahlen. Das soll so bleiben, und dafür brauchen wir Sie.",
			"Bitte helfen Sie uns mit einem Betrag Ihrer Wahl. Schon fünf Euro im Monat machen für uns einen Unterschied. Vielen Dank!",
		},
		[]string{"Jetzt spenden", "Später erinnern", "Einmalig", "Monatlich", "Weiterlesen"},
	},
	{
		[]string{"Der Hafenbote braucht Sie", "Hafenbote unterstützen"},
		[]string{
			"Bevor Sie gehen, noch ein Wort in eigener Sache. Der Hafenbote erscheint seit fünfzig Jahren, und noch nie war es so schwer, ihn zu machen: Anzeigen fallen weg, und Behörden nennen uns öffentlich \"Störer\".",
			"Unsere Reporter lassen sich davon nicht beirren. Sie fragen weiter nach, damit Sie sich ein eigenes Bild machen können. Doch ohne Ihre Hilfe wird uns das nicht gelingen.",
			"Jeder Beitrag zählt, auch ein kleiner. Mit einer monatlichen Spende geben Sie uns Sicherheit. Wir danken Ihnen dafür.",
		},
		[]string{"Zahlungsarten", "Heute nicht", "Erinnern Sie mich später.", "Weiter"},
	},
	{
		[]string{"«Портовый курьер» просит помощи", "Поддержите «Портовый курьер»"},
		[]string{
			"Прежде чем вы закроете страницу, скажем несколько слов о себе. «Портовый курьер» выходит уже тридцать лет, и никогда ещё нам не было так трудно: рекламы не стало, а чиновники называют нас \"вредителями\".",
			"Наши корреспонденты не сдаются и продолжают задавать вопросы, чтобы вы знали, что происходит. Но без вашей помощи у нас ничего не выйдет.",
			"Любая сумма важна для нас. Оформите ежемесячный платёж, если можете: это быстро. Спасибо, что вы с нами.",
		},
		[]string{"Способы оплаты", "Не сегодня", "Напомните позже.", "Ещё"},
	},
	{
		[]string{"Newsletter bestellen", "Wir nutzen Cookies"},
		[]string{
			"Melden Sie sich für unseren Newsletter an und wir schicken Ihnen jeden Morgen das Wichtigste in Ihr Postfach. Sie können ihn jederzeit abbestellen.",
			"Wir und unsere Partner speichern Daten auf Ihrem Gerät, um Ihnen passende Anzeigen zu zeigen. Mit einem Klick auf Zustimmen sind Sie damit einverstanden.",
			"Haben Sie einen Fehler gefunden? Schreiben Sie uns bitte.",
		},
		[]string{"Zustimmen", "Ablehnen", "Anmelden", "Mehr erfahren", "Artikel teilen"},
	},
	{
		[]string{"Soutenez notre journal", "Abonnez-vous dès maintenant", "Faites un don"},
		[]string{
			"Vous avez aimé cet article ?",
			"Notre rédaction ne dépend d'aucun actionnaire. Ce sont vos abonnements et vos dons qui nous permettent d'enquêter librement, et nous avons besoin de vous pour continuer.",
			"Si vous le pouvez, aidez-nous avec la somme de votre choix, même petite. Merci.",
		},
		[]string{"Je donne", "Plus tard", "Se connecter", "Lire la suite", "Partager"},
	},
	{
		[]string{"Apoya nuestro trabajo", "Hazte socio", "Suscríbete"},
		[]string{
			"Antes de irte, queremos pedirte algo.",
			"Nuestro periódico no tiene detrás ningún banco ni ningún partido. Vivimos de nuestros lectores, y sin ti no podríamos contarte lo que otros callan.",
			"Con tu ayuda seguiremos publicando cada día. Elige cuánto quieres aportar. Gracias por estar ahí.",
		},
		[]string{"Quiero ayudar", "Ahora no", "Iniciar sesión", "Leer más", "Compartir"},
	},
	{
		[]string{"Sostieni il nostro lavoro", "Abbonati ora"},
		[]string{
			"Ti è piaciuto questo articolo?",
			"Siamo una redazione libera e non abbiamo padroni. Se puoi, aiutaci con un piccolo contributo: per noi fa la differenza e per te è il prezzo di un caffè.",
			"Iscriviti alla nostra newsletter e ricevi ogni mattina le notizie nella tua casella. Grazie.",
		},
		[]string{"Dona ora", "Più tardi", "Accedi", "Leggi anche", "Condividi"},
	},
	{
		[]string{"Apoie o nosso jornalismo", "Assine já"},
		[]string{
			"Gostou deste texto?",
			"O nosso jornal é feito por uma equipa pequena e não pertence a nenhum grupo. São os leitores como você que pagam o nosso trabalho, e precisamos da sua ajuda para continuar.",
			"Contribua com o valor que quiser. Obrigado por nos ler.",
		},
		[]string{"Contribuir", "Agora não", "Entrar", "Leia também", "Compartilhe"},
	},
	{
		[]string{"Steun onze journalistiek", "Word nu lid"},
		[]string{
			"Fijn dat je dit artikel hebt gelezen.",
			"Onze redactie is van niemand anders dan van haar lezers. Met jouw bijdrage kunnen wij blijven uitzoeken wat anderen liever verzwijgen. Help je ons mee?",
		},
		[]string{"Doneer", "Later", "Inloggen", "Lees ook", "Delen"},
	},
	{
		[]string{"Wesprzyj nas", "Dołącz do nas"},
		[]string{
			"Dziękujemy, że nas czytasz.",
			"Nasza redakcja nie należy do żadnej partii ani firmy. Piszemy dla ciebie dzięki wpłatom naszych czytelników. Prosimy, pomóż nam dalej pracować.",
		},
		[]string{"Wpłać", "Nie teraz", "Zaloguj się", "Czytaj więcej", "Udostępnij"},
	},
	{
		[]string{"Поддержите нас!", "Подпишитесь на нашу рассылку"},
		[]string{
			"Спасибо, что дочитали до конца.",
			"Наша редакция никому не принадлежит, и мы пишем только то, что смогли проверить. Мы работаем на деньги читателей, и без вас нас не будет.",
			"Пожалуйста, помогите нам любой суммой. Это займёт у вас одну минуту.",
		},
		[]string{"Поддержать", "Не сейчас", "Войти", "Читать далее", "Поделиться"},
	},
	{
		[]string{"Підтримайте нас", "Стати нашим читачем"},
		[]string{
			"Дякуємо, що ви з нами.",
			"Наше видання існує завдяки вам. Ми не залежимо від жодної партії. Якщо можете, підтримайте нашу роботу, будь ласка.",
		},
		[]string{"Підтримати", "Пізніше", "Увійти", "Читати далі"},
	},
	{
		[]string{"Bizi destekleyin", "Abone olun"},
		[]string{
			"Okuduğunuz için teşekkürler.",
			"Gazetemizin arkasında hiçbir şirket yok. Biz sizin desteğinizle çalışıyoruz. Lütfen bize yardım edin.",
		},
		[]string{"Destek ol", "Daha sonra", "Giriş", "Paylaş"},
	},
	{
		[]string{"ادعم صحافتنا", "اشترك الآن"},
		[]string{
			"شكرا لأنكم تقرؤون لنا.",
			"نحن صحيفة لا يملكها أحد سوى قرائها. نحتاج إلى دعمكم كي نواصل عملنا، ومن فضلكم ساعدونا بما تستطيعون.",
		},
		[]string{"تبرع", "لاحقا", "تسجيل الدخول", "شارك"},
	},
	{
		[]string{"支持我们的报道", "订阅我们的邮件"},
		[]string{
			"感谢您读到这里。",
			"我们的编辑部不属于任何公司，报道全靠读者的支持。如果您觉得我们的工作有价值，请支持我们，让我们继续为您报道。",
		},
		[]string{"立即支持", "以后再说", "登录", "阅读更多", "分享"},
	},
	{
		[]string{"私たちの報道を支えてください", "メールを購読する"},
		[]string{
			"最後までお読みいただきありがとうございます。",
			"私たちの編集部はどの会社にも属していません。皆さまのご支援で記事を書いています。よろしければご協力をお願いします。",
		},
		[]string{"寄付する", "あとで", "ログイン", "続きを読む", "シェア"},
	},
}
