module compare

go 1.26.0

require (
	briefly v0.0.0
	github.com/DavidBelicza/TextRank/v2 v2.1.3
	github.com/JesusIslam/tldr v0.6.0
	github.com/mmcdole/gofeed v1.4.2
)

require (
	github.com/abadojack/whatlanggo v1.0.1 // indirect
	github.com/alixaxel/pagerank v0.0.0-20160306110729-14bfb4c1d88c // indirect
	github.com/blevesearch/snowballstem v0.9.0 // indirect
	github.com/clipperhouse/uax29/v2 v2.7.0 // indirect
	github.com/mmcdole/goxpp/v2 v2.0.0 // indirect
	github.com/saintfish/chardet v0.0.0-20230101081208-5e3ef4b5456d // indirect
	golang.org/x/net v0.62.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)

replace briefly => ../..
