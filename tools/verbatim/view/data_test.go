package view

import (
	"testing"

	"summit-explainer/tools/verbatim/evidence"
)

func TestTextFragment(t *testing.T) {
	for _, test := range []struct {
		name   string
		pieces []evidence.Piece
		want   string
	}{
		{"short", []evidence.Piece{{Exact: "Ice decides"}}, "#:~:text=Ice%20decides"},
		{"what directives are made of", []evidence.Piece{{Exact: "a-b, c & d"}}, "#:~:text=a%2Db%2C%20c%20%26%20d"},
		{"long", []evidence.Piece{{Exact: "one two three four five six seven eight nine ten eleven twelve thirteen"}}, "#:~:text=one%20two%20three%20four,ten%20eleven%20twelve%20thirteen"},
		{"across a line", []evidence.Piece{{Exact: "one two\nthree four"}}, "#:~:text=one%20two,three%20four"},
		{"one word a line", []evidence.Piece{{Exact: "one\ntwo"}}, "#:~:text=one,two"},
		{"an omission", []evidence.Piece{{Exact: "one"}, {Exact: "two"}}, "#:~:text=one&text=two"},
		{"Japanese", []evidence.Piece{{Exact: "圧力"}}, "#:~:text=%E5%9C%A7%E5%8A%9B"},
	} {
		if got := textFragment(test.pieces); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}
