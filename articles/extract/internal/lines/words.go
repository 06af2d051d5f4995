package lines

import "strings"

// kind is what a word of a closed class tells about the line it stands in.
type kind uint16

const (
	function kind = 1 << iota // articles, prepositions, conjunctions, auxiliaries
	reader                    // the reader is spoken to
	we                        // somebody speaks as a group
	polite                    // a request
	credit                    // who wrote it, who took the picture, whose it is
	account                   // log in, register, menu, search
	follow                    // subscribe, newsletter, share, follow
	give                      // donate, support, member
	privacy                   // cookies, terms, consent
	more                      // read on, related, next, previous
	talk                      // comments, replies
	advert                    // advertisement, sponsored
	stamp                     // published, updated, minutes of reading
)

// functionWords are among the commonest words of running text in each
// language; lists of links have few of them.
const functionWords = `
the a an of to in on at by for from with and or but as that this these those it its he she they his her their is are was were be been has have had will would can could not who which said after about into over than when
der die das den dem des ein eine einen einem einer und oder aber von vom zu zum zur im in am an auf aus bei mit nach für über ist sind war waren wird werden wurde hat haben hatte nicht auch sich als dass es er sie
le la les un une des du de et ou mais à au aux en dans par pour sur avec sans est sont était été a ont il elle ils que qui ce cette ces se son sa ses ne pas plus
el la los las un una unos de del al y o pero en con por para sin sobre es son fue ha han que se su sus lo no más como este esta
il lo la i gli le un una di del della dei delle da dal in nel nella con su per tra e o ma è sono era ha hanno che si non più come questo questa
o a os as um uma de do da dos das em no na nos nas por para com sem e ou mas é são foi ser tem que se seu sua não mais como
de het een en of maar van in op aan bij met voor door over uit naar is zijn was waren wordt werd heeft hebben had niet dat die dit er ook als
och att det som en ett den de är var har hade på av för med till om inte från men i kan ska
og at det som en et den de er var har på af for med til om ikke fra men i kan vil
ja on ei se että oli ovat mutta kun myös joka hän ole
i w z na do od za po o u przez dla przy że się nie to jest są był była było być oraz ale jak który która które
a v na do od z ze s o k po pro při že se je jsou byl byla bylo není ale jako který která
és a az egy hogy nem is volt meg már még de ez
şi și în la de cu pe din că nu este sunt a fost o un care pentru
ve bir bu da de için ile olarak olan daha çok ama gibi
и в во на с со к по из за от до у о об для при не что как это он она они его её их был была были было есть но или а также который которая
і й в у на з із до від за по про для при не що як це він вона вони його її їх був була були було але або та який яка
и на в от за с по че не се да е са като това който но или
και το τα η ο οι τον την του της των σε στο στη στην με για από που να θα είναι δεν ότι
في من على إلى عن أن إن ما لا هذا هذه التي الذي كان كانت وقد مع بعد قبل بين كما
در به از که این است را با برای آن بود شد می
של את על לא הוא היא זה כי עם או גם היה
và của là có trong cho với các những được không một người đã này khi tại từ để ở về
dan yang di ke dari untuk dengan pada ini itu adalah tidak akan oleh juga sebagai
और का की के में है हैं से को पर ने यह कि था थी नहीं
`

const readerWords = `
you your yours yourself du dich dir dein deine ihre ihren ihnen vous votre vos tu te ton usted ustedes tú tus vuestro você vocês voi vostro vostra
u uw je jouw din dina dig ditt sinä twój twoje twoja ciebie państwa váš vaše vám vy te ön siz sizin dumneavoastră вы вас вам ваш ваша ваше ваши вами ви вас ваші ваше ваш σας εσείς bạn anda kamu आप
`

const weWords = `
we us our ours wir uns unser unsere unseren unserem unserer nous notre nos nosotros nuestro nuestra nuestros nuestras noi nostro nostra nostri nós nosso nossa nossos nossas wij ons onze vi oss vår våra vores me meidän my nas nasz nasze nasza nám náš naše mi noi biz bizim
мы нас нам наш наша наше наши нами ми наші εμείς μας chúng kami kita हम हमारे
`

const politeWords = `please bitte prière veuillez por favor prego alsjeblieft prosím proszę lütfen пожалуйста ласка thank thanks danke merci gracias obrigado grazie dank tack dziękujemy спасибо teşekkürler`

// pageWords begin the words with which a page speaks of itself, in several
// languages; a beginning stands for all forms of its word.
var pageWords = map[kind]string{
	credit:  `photo foto picture image imag bild graphic getty copyright credit courtesy author autor auteur autore автор фото снимок illustration editor redakt redazione rédact редак correspond staff writer reporter zdjęcie kuva`,
	account: `login log sign register account password username menu navig search suche einlogg anmeld registr konto passwor connexion connect compte recherch mot buscar cuenta contraseñ accedi cerca entrar szukaj zaloguj войти вход регистра парол меню поиск skip homepage startseite accueil inicio toggle close schließen fermer cerrar закрыть app download javascript browser`,
	follow:  `subscrib subscription newsletter abonn abonnier suscri iscriv assin inscri подпи рассыл prenumer inbox email e-mail mail share teilen partag compart condivid udostępnij подели follow folgen suivez síguenos segui obserwuj notification tweet print drucken imprimir rss feed podcast whatsapp sign`,
	give:    `donat support contribut membership member spend unterstütz soutenez soutenir dons apoya apoyo dona sostieni doar wspier wesprzyj поддерж пожертв donasi`,
	privacy: `cookie privacy policy consent terms condition legal gdpr datenschutz impressum nutzungsbed einwillig agb confidential mentions privacidad condicion termini informativa prywat regulamin конфиденц соглаш персональн rights reserved disclaimer`,
	more:    `read more weiter mehr lesen lire suite aussi leer leggi anche leia czytaj więcej читай чита далее ещё related verwandt recommend empfohl recomend popular beliebt meistgeles latest trending next previous prev nächst vorherig suivant précéd siguiente anterior archiv tag tags thema themen categor kategori рубрик тег also see similar newest top`,
	talk:    `comment kommentar comentar commento komentar коммент reply repl antwort répond respond reageer discuss diskuss disqus forum debat`,
	advert:  `advert anzeige publicit publicid pubblicit reklam реклам sponsor promo werbung affiliate partner coupon discount shop buy price`,
	stamp:   `publish updat posted veröffentlicht aktualisiert stand publié modifié actualizado publicado pubblicato aggiornato opublikowano опублик обновл minute min lesezeit ago vor uhr hours hour views view`,
}

// pageSigns are the same for scripts without spaces between words.
var pageSigns = map[kind]string{
	credit:  `图片 照片 摄影 作者 记者 编辑 責任 責编 责编 责任编辑 写真 撮影 記者 사진 기자`,
	account: `登录 注册 首页 搜索 登入 註冊 首頁 菜单 ログイン 会員 検索 メニュー 로그인 회원 검색`,
	follow:  `订阅 关注 分享 轉發 转发 訂閱 公众号 扫码 購読 登録 シェア フォロー 구독 공유`,
	give:    `捐款 赞助 支持我们 打赏 寄付 후원`,
	privacy: `隐私 条款 版权 版權 プライバシー 利用規約 著作権 무단`,
	more:    `更多 相关 推荐 阅读 上一篇 下一篇 热门 関連 おすすめ 記事一覧 続き 관련`,
	talk:    `评论 留言 評論 コメント 댓글`,
	advert:  `广告 廣告 広告 광고`,
	stamp:   `发布时间 来源 更新 公開 입력`,
}

var (
	whole    = wholeWords()
	prefixes = prefixWords()
	signs    = signWords()
)

func wholeWords() map[string]kind {
	m := map[string]kind{}
	for k, list := range map[kind]string{function: functionWords, reader: readerWords, we: weWords, polite: politeWords} {
		for w := range strings.FieldsSeq(list) {
			m[w] |= k
		}
	}
	return m
}

// minPrefix and maxPrefix bound the lengths of the beginnings, in bytes.
const minPrefix, maxPrefix = 2, 20

func prefixWords() map[string]kind {
	m := map[string]kind{}
	for k, list := range pageWords {
		for w := range strings.FieldsSeq(list) {
			m[w] |= k
		}
	}
	return m
}

type sign struct {
	text string
	kind kind
}

func signWords() []sign {
	var s []sign
	for k := credit; k <= stamp; k <<= 1 {
		for w := range strings.FieldsSeq(pageSigns[k]) {
			s = append(s, sign{w, k})
		}
	}
	return s
}

// wordKind returns what a word in lower case belongs to. Beginnings of fewer
// than five bytes count only as whole words.
func wordKind(w string) kind {
	k := whole[w]
	if len(w) < minPrefix {
		return k
	}
	k |= prefixes[w]
	for n := 5; n < len(w) && n <= maxPrefix; n++ {
		k |= prefixes[w[:n]]
	}
	return k
}
