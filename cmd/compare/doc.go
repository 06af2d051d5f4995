// Package compare measures Briefly against other libraries in one run on one
// machine. It is a module of its own, so that nobody who builds the bot
// downloads what it is compared with.
package compare
