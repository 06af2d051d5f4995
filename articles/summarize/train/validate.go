package main

import (
	"context"
	"fmt"
	"io"

	"briefly/articles/summarize"
)

// crossValidate prints what weights fitted to the other folds reach.
func crossValidate(ctx context.Context, out io.Writer, sets []corpus, folds int) error {
	type sum struct{ r1, r2, words float64 }
	sums := make([]sum, len(sets))
	for fold := range folds {
		s := summarize.NewWeighted(fit(sets, func(i int) bool { return i%folds != fold }))
		for k, c := range sets {
			for i := fold; i < len(c.items); i += folds {
				it := c.items[i]
				request := c.limits
				request.Articles = append(request.Articles, it.article())
				got, err := s.Summarize(ctx, request)
				if err != nil {
					return err
				}
				a, b := tokens(got.Text(), it.Lang), tokens(it.Reference, it.Lang)
				sums[k].r1 += rouge(a, b, 1)
				sums[k].r2 += rouge(a, b, 2)
				sums[k].words += float64(len(a))
			}
		}
	}
	for k, c := range sets {
		n := float64(len(c.items))
		fmt.Fprintf(out, "%-4s R1 %.2f  R2 %.2f  %.1f words  (%d articles, %d folds)\n",
			c.name, 100*sums[k].r1/n, 100*sums[k].r2/n, sums[k].words/n, len(c.items), folds)
	}
	return nil
}
