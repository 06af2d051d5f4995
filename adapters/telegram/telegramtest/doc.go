// Package telegramtest is a double of the Telegram Bot API that runs in the
// process of a test: an HTTP server on the loopback with chats, people and a
// bot. Tests speak to the bot as people do (Chat.Say, Double.Click,
// Double.Inline), and read what it sent (Chat.Messages, Double.Requests,
// Double.Transcript). Faults are scripted (Double.Fail).
//
// It does not believe its own habits. Every request is checked against the
// Bot API's machine-readable specification when that lies beside the project,
// and every update and result that leaves it too; its parser of texts agrees
// with recorded verdicts of Telegram's. What a request does wrong is a
// Violation, and violations that nobody took fail the test.
//
// What it leaves out: payments, stickers, polls, stories, games, business
// accounts, the old Markdown mode. A method without a behaviour of its own is
// checked, recorded, and answered 501 with a violation.
package telegramtest
