package language

import "strings"

// list turns words by class into classes by word.
func list(words map[class]string) map[string]class {
	byWord := make(map[string]class, 64)
	for c, s := range words {
		for w := range strings.FieldsSeq(s) {
			byWord[w] = c
		}
	}
	return byWord
}

// anywhere holds the abbreviations of all languages, in small letters, without
// their last full stop.
var anywhere = list(map[class]string{
	within:  "inc ltd co corp plc llc jr sr bros ph.d m.d b.a m.a a.m p.m d.c u.s u.k u.n e.u",
	title:   "mr mrs ms mx messrs dr prof st ste vs e.g i.e a.k.a cf ca approx feat ft",
	number:  "pp vol fig figs nr nos art ch sec tel",
	unit:    "m km cm mm kg ha",
	closing: "etc al",
})

// abbreviations holds those of one language, which win over the common ones.
var abbreviations = map[string]map[string]class{
	"en": list(map[class]string{
		within: "dept univ assn est ave blvd rd sq mt ft esq hon supt",
		title: "gen lt col maj capt cmdr cpl sgt pvt adm brig rev fr sen rep gov pres atty amb det insp " +
			"supt sens reps govs gens profs drs ald hon",
		number: "no p jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri op",
	}),
	"de": list(map[class]string{
		title: "hr fr frl dipl ing dipl.-ing z.b d.h i.d.r o.ä u.a v.a z.t vgl bzw bspw sog insb inkl exkl zzgl ggf evtl " +
			"geb gest verh str st hl kath ev allg usf prof med phil jur min.-präs m.e i.h.v i.v.m s.o s.u u.u",
		within:  "mio mrd tsd std min sek jh jhd jh chr v.chr n.chr e.v abs art ziff nr bd aufl hrsg verf red dt engl franz ital",
		number:  "s kap tab abb jan feb mär apr jun jul aug sept okt nov dez",
		closing: "usw u.ä u.dgl",
	}),
	"fr": list(map[class]string{
		title:   "M MM mgr me dr pr p.ex c.-à-d av apr env boul bd hab réf chap",
		within:  "j.-c av.j.-c apr.j.-c s.a r.-v cie n.d.l.r ndlr",
		number:  "p art n fig vol janv févr avr juil sept oct nov déc",
		unit:    "min h s sec m km kg",
		closing: "etc",
	}),
	"es": list(map[class]string{
		title:   "EE FF RR JJ CC sr sra srta sres sras d dña da dr dra drs lic ing arq gral cnel cap tte sto sta mons fr p.ej ud uds vd vds av avda prof profa excmo excma",
		within:  "ee.uu rr.hh ff.aa s.a s.l d.f c.a a.c d.c cía",
		number:  "núm n nº art pág págs vol cap fig",
		closing: "etc",
	}),
	"it": list(map[class]string{
		title:  "sig sigg sig.ra sig.na dott dott.ssa prof prof.ssa ing avv on sen gen col cap ten mons p.es ecc.za geom arch rag cav comm s ss",
		within: "s.p.a s.r.l a.c d.c c.so p.za v.le",
		number: "n nn art artt pag pagg vol cap fig", closing: "ecc etc",
	}),
	"pt": list(map[class]string{
		title:  "sr sra srta srs dr dra drs dras prof profa eng arq d exmo exma gen cel cap ten sgto av p.ex",
		within: "s.a ltda cia a.c d.c", number: "n nº art pág págs vol cap fig", closing: "etc",
	}),
	"nl": list(map[class]string{
		title:  "dhr mevr mw drs ir ing mr bijv bv d.w.z m.b.t i.v.m o.a m.a.w t.a.v zgn resp incl excl ca",
		within: "n.v b.v a.u.b jl p/a", number: "nr blz art", closing: "enz e.d",
	}),
	"sv": list(map[class]string{title: "t.ex bl.a d.v.s dvs s.k st ca fr.o.m resp inkl exkl ang forts ev", within: "kl f.kr e.kr jr", number: "nr s kap", closing: "m.m m.fl osv o.s.v etc"}),
	"da": list(map[class]string{title: "f.eks bl.a dvs d.v.s ca hhv pga inkl ekskl vedr evt hr fr", within: "kl f.kr e.kr mio mia", number: "nr s kap art", closing: "m.m m.fl osv etc"}),
	"no": list(map[class]string{title: "f.eks bl.a dvs d.v.s ca hhv pga inkl ekskl ang evt hr fr", within: "kl f.kr e.kr mill mrd", number: "nr s kap art", closing: "m.m m.fl osv etc"}),
	"fi": list(map[class]string{title: "esim mm ks ts nk n eli tri prof", within: "klo eaa jaa milj mrd", number: "s nro", closing: "jne yms ym"}),
	"pl": list(map[class]string{
		title: "prof dr hab inż mgr np tj tzn tzw m.in ul al pl św gen płk mjr kpt por im ks o.o os ok godz ds",
		unit:  "r w tys mln mld zł gr proc", number: "nr str s art ust pkt poz t", closing: "itd itp", within: "sp z.o.o n.e p.n.e",
	}),
	"cs": list(map[class]string{
		title: "p pí pan prof doc ing mgr bc mudr judr phdr rndr gen plk mjr kpt tzv tj např popř resp sv ul nám tř č čl mj zn",
		unit:  "r st tis mil mld kč hod min", number: "str s odst sb", closing: "atd apod aj", within: "n.l př.n.l a.s s.r.o o.s",
	}),
	"ru": list(map[class]string{
		title:  "т.е т.к т.н т.о и.о св ул пр просп пер пл наб бул им акад проф доц канд д-р г-н г-жа гр гос ср см напр букв греч лат англ нем фр итал исп яп кит род ген полк подп кап лейт серж рис табл гл стр",
		unit:   "г гг в вв р руб коп тыс млн млрд трлн чел ч мин сек м км кг т га",
		number: "п пп ст с т кн ч д корп кв оф", closing: "т.д т.п др пр", within: "н.э ж.д м.н",
	}),
	"uk": list(map[class]string{
		title: "т.зв т.б св вул просп пров пл наб бул ім акад проф доц напр див гл",
		unit:  "р рр ст м км грн коп тис млн млрд трлн чол хв год сек", number: "п пп с ч буд корп кв", closing: "т.д т.п ін", within: "н.е",
	}),
	"bg": list(map[class]string{
		title: "г-н г-жа г-ца д-р проф доц акад инж св ул бул пл гр с т.е т.нар напр вж ген полк", unit: "г гг в лв ст хил млн млрд ч мин м км", number: "чл ал стр", closing: "т.н др пр",
	}),
	"el": list(map[class]string{
		title: "κ κα κος κ.κ δρ καθ π.χ δηλ βλ αρ αγ οδ λεωφ στρ αντ", within: "π.μ μ.μ μ.χ π.χρ εκατ δισ χιλ", number: "σ σελ αριθ άρθρ", closing: "κ.λπ κλπ κ.ά κ.τ.λ κ.α",
	}),
	"tr": list(map[class]string{title: "dr prof doç av sn hz örn bkz yrd op alb gen müh", within: "a.ş ltd şti m.ö m.s", number: "s no md", closing: "vb vs vd"}),
	"ro": list(map[class]string{title: "dl d-l dna d-na dr prof ing av gen col str bd sf nr ex p.ex", within: "s.a s.r.l î.hr d.hr mil mld", number: "art alin pag lit", closing: "etc ş.a"}),
	"hu": list(map[class]string{title: "dr prof id ifj özv pl ún kb ill vö ld ", within: "kft rt zrt nyrt bt u sz i.e i.sz", number: "old sz", closing: "stb"}),
	"vi": list(map[class]string{
		title:  "tp tt tx tt p q h ts ths th.s pgs gs bs ks lm cn ls đ/c ô nxb gs.ts pgs.ts gs-ts pgs-ts tp.hcm",
		within: "tr sn", closing: "v.v ý á ạ à ừ Á Ý Ạ",
	}),
	"id": list(map[class]string{title: "dr ir drs h hj kh prof jl no tgl yth ", within: "pt cv tbk", number: "hlm", closing: "dll dsb dst"}),
	"ar": list(map[class]string{title: "د أ أ.د م ا"}),
	"fa": list(map[class]string{title: "د"}),
	"he": list(map[class]string{title: "גב מר פרופ"}),
	"hi": list(map[class]string{
		title: "डॉ डा कि श्री श्रीमती सुश्री प्रो पं कु स्व ले मे कै " +
			"ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई जेड",
		within: "रु", number: "सं पृ", closing: "आदि",
	}),
}
