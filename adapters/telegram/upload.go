package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// upload is a file that goes along with a request.
type upload struct {
	field, name, mediaType string
	data                   []byte
}

// callWith is call for a request that uploads a file. The library's own way
// loses the code of a refusal.
func (a *api) callWith(ctx context.Context, file upload, method string, params tgbotapi.Params, result any) error {
	limited, stop := context.WithTimeout(ctx, a.limit)
	defer stop()
	reply, err := a.post(limited, file, method, params)
	if err != nil {
		return a.explain(ctx, method, err)
	}
	return read(method, reply, result)
}

// post sends a form with a file. A refusal is a *tgbotapi.Error.
func (a *api) post(ctx context.Context, file upload, method string, params tgbotapi.Params) (*tgbotapi.APIResponse, error) {
	body, mediaType, err := form(params, file)
	if err != nil {
		return nil, fmt.Errorf("write the form: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, a.base+method, bytes.NewReader(body))
	if err != nil {
		return nil, errors.New("no address") // the error holds it
	}
	r.Header.Set("Content-Type", mediaType)
	sent, err := (&exchange{ctx, a}).Do(r)
	if err != nil {
		return nil, err
	}
	defer sent.Body.Close() //nolint:errcheck // it was read
	var reply tgbotapi.APIResponse
	if err := json.NewDecoder(sent.Body).Decode(&reply); err != nil {
		return nil, &statusError{sent.StatusCode}
	}
	if reply.Ok {
		return &reply, nil
	}
	refused := &tgbotapi.Error{Code: reply.ErrorCode, Message: reply.Description}
	if reply.Parameters != nil {
		refused.ResponseParameters = *reply.Parameters
	}
	return nil, refused
}

// form writes parameters and a file as multipart/form-data, as
// core.telegram.org/bots/api#sending-files wants them.
func form(params tgbotapi.Params, file upload) (body []byte, mediaType string, err error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, value := range params {
		err = errors.Join(err, w.WriteField(name, value))
	}
	header := textproto.MIMEHeader{}
	header.Set("Content-Disposition", multipart.FileContentDisposition(file.field, file.name))
	header.Set("Content-Type", file.mediaType)
	part, partErr := w.CreatePart(header)
	if err = errors.Join(err, partErr); err != nil {
		return nil, "", err
	}
	_, err = part.Write(file.data)
	err = errors.Join(err, w.Close())
	return b.Bytes(), w.FormDataContentType(), err
}
