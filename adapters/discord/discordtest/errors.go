package discordtest

import "net/http"

// apiError is a refusal in Discord's form:
// discord.com/developers/docs/reference#error-messages
type apiError struct {
	status, code int
	message      string
	fields       []fieldError
}

// fieldError says what is wrong with one field.
type fieldError struct {
	path          []string
	code, message string
}

// Codes: discord.com/developers/docs/topics/opcodes-and-status-codes#json
func errUnknownChannel() *apiError {
	return &apiError{status: http.StatusNotFound, code: 10003, message: "Unknown Channel"}
}
func errUnknownGuild() *apiError {
	return &apiError{status: http.StatusNotFound, code: 10004, message: "Unknown Guild"}
}
func errUnknownMessage() *apiError {
	return &apiError{status: http.StatusNotFound, code: 10008, message: "Unknown Message"}
}
func errUnknownUser() *apiError {
	return &apiError{status: http.StatusNotFound, code: 10013, message: "Unknown User"}
}
func errUnknownWebhook() *apiError {
	return &apiError{status: http.StatusNotFound, code: 10015, message: "Unknown Webhook"}
}
func errUnknownInteraction() *apiError {
	return &apiError{status: http.StatusNotFound, code: 10062, message: "Unknown interaction"}
}
func errUnknownCommand() *apiError {
	return &apiError{status: http.StatusNotFound, code: 10063, message: "Unknown application command"}
}
func errTooManyCommands() *apiError {
	return &apiError{status: http.StatusBadRequest, code: 30034, message: "Max number of daily application command creates has been reached (200)"}
}
func errAcknowledged() *apiError {
	return &apiError{status: http.StatusBadRequest, code: 40060, message: "Interaction has already been acknowledged."}
}
func errFollowUps() *apiError {
	return &apiError{status: http.StatusBadRequest, code: 40094, message: "This interaction has reached the maximum number of follow up messages"}
}
func errMissingAccess() *apiError {
	return &apiError{status: http.StatusForbidden, code: 50001, message: "Missing Access"}
}
func errNotAuthor() *apiError {
	return &apiError{status: http.StatusForbidden, code: 50005, message: "Cannot edit a message authored by another user"}
}
func errEmptyMessage() *apiError {
	return &apiError{status: http.StatusBadRequest, code: 50006, message: "Cannot send an empty message"}
}
func errWebhookToken() *apiError {
	return &apiError{status: http.StatusUnauthorized, code: 50027, message: "Invalid Webhook Token"}
}
func errInvalidJSON() *apiError {
	return &apiError{status: http.StatusBadRequest, code: 50109, message: "The request body contains invalid JSON."}
}
func errUnauthorized() *apiError {
	return &apiError{status: http.StatusUnauthorized, message: "401: Unauthorized"}
}
func errNotFound() *apiError {
	return &apiError{status: http.StatusNotFound, message: "404: Not Found"}
}
func errForm(fields ...fieldError) *apiError {
	return &apiError{status: http.StatusBadRequest, code: 50035, message: "Invalid Form Body", fields: fields}
}

// json is the error with its tree: each field's _errors below its path.
func (e *apiError) json() map[string]any {
	body := map[string]any{"message": e.message, "code": e.code}
	if len(e.fields) == 0 {
		return body
	}
	tree := map[string]any{}
	for _, f := range e.fields {
		at := tree
		for _, key := range f.path {
			next, ok := at[key].(map[string]any)
			if !ok {
				next = map[string]any{}
				at[key] = next
			}
			at = next
		}
		list, _ := at["_errors"].([]any)
		at["_errors"] = append(list, map[string]any{"code": f.code, "message": f.message})
	}
	body["errors"] = tree
	return body
}
