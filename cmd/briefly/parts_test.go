package main

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestTogether(t *testing.T) {
	drained := false
	waiting := part{"waiting", func(ctx context.Context) error {
		<-ctx.Done()
		time.Sleep(time.Second) // draining
		drained = true
		return ctx.Err()
	}}
	for _, c := range []struct {
		name string
		run  func(context.Context) error
		want string
	}{
		{"one is done", func(context.Context) error { return nil }, ""},
		{"one fails", func(context.Context) error { return errors.New("no") }, "other: no"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				drained = false
				err := together(t.Context(), []part{waiting, {"other", c.run}})
				if !drained {
					t.Error("the other part was not waited for")
				}
				if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
					t.Errorf("error %v, want %q", err, c.want)
				}
			})
		})
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		drained = false
		if err := together(ctx, []part{waiting}); err != nil || !drained {
			t.Errorf("after the end: error %v, drained %v", err, drained)
		}
	})
}
