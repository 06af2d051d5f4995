package words

// Time and dates.
const (
	JustNow    Key = "just now"
	MinutesAgo Key = "minutes ago" // n
	HoursAgo   Key = "hours ago"   // n
	DaysAgo    Key = "days ago"    // n
	OnDay      Key = "on day"      // date
)

// What commands and their parameters are for.
const (
	HelpSummary Key = "help summary"
	HelpSearch  Key = "help search"
	HelpWhy     Key = "help why"
	HelpSources Key = "help sources"
	HelpAdd     Key = "help add"
	HelpRemove  Key = "help remove"
	HelpMyData  Key = "help mydata"
	HelpForget  Key = "help forget"
	HelpHelp    Key = "help help"
	HelpStart   Key = "help start"
	HelpView    Key = "help view"
	HelpTopic   Key = "help topic"
	HelpSince   Key = "help since"
	HelpWords   Key = "help words"
	HelpFile    Key = "help file"
	HelpPage    Key = "help page"
	HelpLink    Key = "help link"
	HelpNumber  Key = "help number"
	HelpSure    Key = "help sure"
	HelpCommand Key = "help command"
	HelpPayload Key = "help payload"
	HelpTitle   Key = "help title"
	HelpNote    Key = "help note"
	AdminNote   Key = "admin note"
)

// What stands behind an answer.
const (
	OtherAccount Key = "other account"
	Articles     Key = "articles"   // n
	Publishers   Key = "publishers" // n
	BasisLine    Key = "basis line" // articles, publishers, days, ago
	// BasisUnsigned is BasisLine where no publisher is known.
	BasisUnsigned Key = "basis unsigned" // articles, days, ago
	LeftOut       Key = "left out"       // n
	Widened       Key = "widened"        // n
	WidenedAll    Key = "widened all"
	SearchedAs    Key = "searched as" // names
	Partial       Key = "partial"     // n
	SampleNote    Key = "sample note"
	Today         Key = "today"     // date
	FoundFor      Key = "found for" // words
	Found         Key = "found"     // n
	PageOf        Key = "page of"   // from, n
)

// Buttons.
const (
	More          Key = "more"
	Share         Key = "share"
	Summarise     Key = "summarise"      // names what can be done with a message
	OpenPrivately Key = "open privately" // leads to the private chat with the bot
	Back          Key = "back"
	SearchFor     Key = "search for" // words
	LookFurther   Key = "look further"
	Undo          Key = "undo"
	ForgetAll     Key = "forget all"
	ForgetYes     Key = "forget yes"
	TodayButton   Key = "today button"
)

// Why an article is summarised and grouped as it is.
const (
	WhyButton      Key = "why button"
	WhyTitle       Key = "why title" // number, title
	WhyWhich       Key = "why which"
	WhyRead        Key = "why read"
	WhyPage        Key = "why page"    // words, paragraphs, agreement, links
	WhyText        Key = "why text"    // words, paragraphs
	WhyRecord      Key = "why record"  // words, paragraphs
	WhyPartial     Key = "why partial" // reason
	WhyStory       Key = "why story"
	WhyNew         Key = "why new"
	WhyApart       Key = "why apart"       // number, likeness
	WhyJoined      Key = "why joined"      // number, likeness
	WhyRepeats     Key = "why repeats"     // number, likeness
	WhyBytes       Key = "why bytes"       // start, end
	WhyRevision    Key = "why revision"    // revision
	WhyStored      Key = "why stored"      // ago
	WordsLong      Key = "words long"      // n
	ParagraphsLong Key = "paragraphs long" // n
)

// Sources, additions and what is kept.
const (
	SourcesTitle     Key = "sources title"
	SourcesNote      Key = "sources note"   // articles, publishers
	PublisherLine    Key = "publisher line" // articles, ago
	NoPublisher      Key = "no publisher"
	AddedBy          Key = "added by"      // name
	AddedOne         Key = "added one"     // number
	UpdatedOne       Key = "updated one"   // number, ago
	KnownOne         Key = "known one"     // number
	AddedSeveral     Key = "added several" // n
	Removed          Key = "removed"       // number
	MyDataTitle      Key = "my data title"
	MyDataNote       Key = "my data note" // articles, feeds, views, updates
	FeedsKept        Key = "feeds kept"   // n
	ViewsKept        Key = "views kept"   // n
	UpdatesKept      Key = "updates kept" // n
	ForgetSure       Key = "forget sure"
	Forgotten        Key = "forgotten"
	ForgottenConsole Key = "forgotten console"
	Welcome          Key = "welcome"
	WelcomeNote      Key = "welcome note"
)

// What renderers add to an answer.
const (
	SourceList   Key = "source list"
	AddedOn      Key = "added on"       // date
	NoSuchAction Key = "no such action" // number
)

// What went wrong, or cannot be done.
const (
	Sorry             Key = "sorry"
	TooFast           Key = "too fast"
	NotAllowed        Key = "not allowed"
	AdminsOnly        Key = "admins only"
	UnknownCommand    Key = "unknown command"     // command
	BadOption         Key = "bad option"          // value, name, choices
	NoArticle         Key = "no article"          // number
	NothingFound      Key = "nothing found"       // topic
	NothingFoundSince Key = "nothing found since" // topic, since
	NothingYet        Key = "nothing yet"
	SearchWhat        Key = "search what"
	AddWhat           Key = "add what"
	RemoveWhat        Key = "remove what"
	NotYours          Key = "not yours"    // number
	OnlyForYou        Key = "only for you" // stands over a button that leads to the private chat
	ViewGone          Key = "view gone"
	FileTooLarge      Key = "file too large" // name
	FileRefused       Key = "file refused"   // name, reason
	Verbatim          Key = "verbatim"       // text: words said already
)

// Links.
const (
	ReadingTime   Key = "reading time" // minutes, seconds
	LinksTitle    Key = "links title"  // n
	LinksRest     Key = "links rest"   // links
	LinksMore     Key = "links more"   // n
	LinkUnread    Key = "link unread"  // reason
	LinkSave      Key = "link save"
	LinkLater     Key = "link later"
	LinkSpelling  Key = "link spelling"
	ForwardedText Key = "forwarded text"
	QuotedText    Key = "quoted text"
	QuotedShort   Key = "quoted short"
	AlikeNote     Key = "alike note"
)

// Feeds.
const (
	InMinutes Key = "in minutes" // n
	InHours   Key = "in hours"   // n
	InDays    Key = "in days"    // n
	InAMoment Key = "in a moment"

	HelpFeed       Key = "help feed"
	HelpFeedNumber Key = "help feed number"
	HelpFeedDo     Key = "help feed do"
	HelpCheck      Key = "help check"

	FeedName     Key = "feed name"     // id
	FeedRead     Key = "feed read"     // ago
	FeedUnread   Key = "feed unread"   //
	FeedNews     Key = "feed news"     // ago
	FeedNext     Key = "feed next"     // when
	FeedFails    Key = "feed fails"    // reason, ago
	FeedStopped  Key = "feed stopped"  // reason
	FeedMovedTo  Key = "feed moved to" // url
	FeedLeftOut  Key = "feed left out" // n
	FeedWhich    Key = "feed which"    //
	FeedNotHere  Key = "feed not here" // id
	FeedReadNow  Key = "feed read now" // id
	FeedFollowed Key = "feed followed" // id
	FeedStayed   Key = "feed stayed"   // id
	FeedRemoved  Key = "feed removed"  // id
	FeedUndone   Key = "feed undone"   // id, articles
	FeedTaken    Key = "feed taken"    // id
	FeedKnown    Key = "feed known"    // id
	FeedKnownToo Key = "feed known too"
	FeedNotMoved Key = "feed not moved" // id
	CheckWhat    Key = "check what"
	CheckNoFeed  Key = "check no feed" // reason
	FeedUnnamed  Key = "feed unnamed"  //
	FeedsFound   Key = "feeds found"   //
	FeedsOfSite  Key = "feeds of site" // title
	FeedsListed  Key = "feeds listed"  // n
	FeedsLine    Key = "feeds line"    // line, reason
	FeedEntries  Key = "feed entries"  // n
	FeedNoneNew  Key = "feed no entries"

	FeedRetryButton  Key = "feed retry button"
	FeedFollowButton Key = "feed follow button"
	FeedStayButton   Key = "feed stay button"
	FeedRemoveButton Key = "feed remove button"
	FeedAddButton    Key = "feed add button"

	NoticeFailing Key = "notice failing" // name, reason
	NoticeGone    Key = "notice gone"    // name
	NoticeParked  Key = "notice parked"  // name, reason
	NoticeMoved   Key = "notice moved"   // name, url
)

// Unfed is the key for the reason why a document is not a feed, as package feeds
// names it.
func Unfed(reason string) Key { return Key("unfed " + reason) }

// Unfetched is the key for the reason why a page could not be had, as package
// ingest names it.
func Unfetched(reason string) Key { return Key("unfetched " + reason) }

// Refused is the key for the reason why a document is not an article, as
// package extract names it.
func Refused(reason string) Key { return Key("refused " + reason) }
