package telegramtest

// maxButtons is how many buttons a keyboard may have (from experience: the
// documentation states no number).
const maxButtons = 100

// readKeyboard reads an inline keyboard; nil when the markup is another or
// none.
func readKeyboard(markup any) ([][]Button, *apiError) {
	object, _ := structured(markup).(map[string]any)
	rows, _ := object["inline_keyboard"].([]any)
	var keyboard [][]Button
	n := 0
	for _, row := range rows {
		items, _ := row.([]any)
		var buttons []Button
		for _, item := range items {
			fields, _ := item.(map[string]any)
			b, refused := readButton(fields)
			if refused != nil {
				return nil, refused
			}
			buttons = append(buttons, b)
		}
		if n += len(buttons); n > maxButtons {
			return nil, bad("reply markup is too long")
		}
		if len(buttons) > 0 {
			keyboard = append(keyboard, buttons)
		}
	}
	return keyboard, nil
}

// buttonKinds are the fields of which a button has exactly one,
// core.telegram.org/bots/api#inlinekeyboardbutton
var buttonKinds = []string{"url", "callback_data", "web_app", "login_url", "switch_inline_query",
	"switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay"}

// kindsOf lists the fields that say what a button does. Of several the server
// takes the first; the specification allows one.
func kindsOf(button map[string]any) []string {
	var kinds []string
	for _, kind := range buttonKinds {
		if button[kind] != nil {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

func readButton(fields map[string]any) (Button, *apiError) {
	var b Button
	b.Text, _ = fields["text"].(string)
	b.Data, _ = fields["callback_data"].(string)
	b.URL, _ = fields["url"].(string)
	switch {
	case b.Text == "":
		return b, bad("field \"text\" must be non-empty in the inline keyboard button")
	case len(kindsOf(fields)) == 0:
		return b, bad("text buttons are unallowed in the inline keyboard")
	case fields["callback_data"] != nil && (b.Data == "" || len(b.Data) > 64):
		return b, bad("BUTTON_DATA_INVALID")
	case fields["url"] != nil && checkedLink(b.URL) == "":
		return b, bad("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", b.URL)
	}
	return b, nil
}

func keyboardObject(keyboard [][]Button) []any {
	rows := []any{}
	for _, row := range keyboard {
		buttons := []any{}
		for _, b := range row {
			o := map[string]any{"text": b.Text}
			if b.Data != "" {
				o["callback_data"] = b.Data
			}
			if b.URL != "" {
				o["url"] = b.URL
			}
			buttons = append(buttons, o)
		}
		rows = append(rows, buttons)
	}
	return rows
}
