package text

import (
	"errors"

	"briefly/bot"
)

// Shorten returns the answer with every command of its buttons as short gives
// it, which must fit a button of the platform. A button whose command short
// fails for is left out; the error says why, and the answer can be shown all
// the same. The answer itself is not changed.
func Shorten(a bot.Answer, short func(command string) (string, error)) (bot.Answer, error) {
	var errs []error
	each := func(actions []bot.Action) []bot.Action {
		var fit []bot.Action
		for _, x := range actions {
			command, err := short(Line(x.Command))
			if err != nil {
				errs = append(errs, err)
				continue
			}
			x.Command = command
			fit = append(fit, x)
		}
		return fit
	}
	a.Actions = each(a.Actions)
	a.Items = append([]bot.Item(nil), a.Items...)
	for i := range a.Items {
		a.Items[i].Actions = each(a.Items[i].Actions)
	}
	return a, errors.Join(errs...)
}
