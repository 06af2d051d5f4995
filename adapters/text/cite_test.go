package text

import (
	"reflect"
	"testing"

	"briefly/articles"
	"briefly/bot"
)

func TestCite(t *testing.T) {
	a := bot.Answer{
		Lead: []bot.Sentence{
			{Sources: []int{2}},
			{Sources: []int{1, 3, 2}}, // 1 and 3 are passages of one article
			{Sources: []int{9, -1}},
			{Sources: []int{4, 5}},
		},
		Sources: []bot.Source{
			{Number: 11},
			{Number: 12, Span: articles.Span{Start: 0, End: 5}},
			{Number: 13},
			{Number: 12, Span: articles.Span{Start: 9, End: 15}},
			{Title: "no number"},
			{Title: "no number either"},
		},
	}
	cited, numbers := Cite(a)
	var got []any
	for _, s := range cited {
		got = append(got, s.Number, s.Title)
	}
	want := []any{articles.Number(13), "", articles.Number(12), "", articles.Number(0), "no number", articles.Number(0), "no number either"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("cited %v, want %v", got, want)
	}
	if want := [][]int{{1}, {2, 1}, nil, {3, 4}}; !reflect.DeepEqual(numbers, want) {
		t.Errorf("numbers %v, want %v", numbers, want)
	}
}
