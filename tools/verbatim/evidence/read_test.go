package evidence

import (
	"fmt"
	"testing"
)

func TestReadings(t *testing.T) {
	const text = "the ferry runs again when the ice allows it, and the ferry runs again in May. They agreed on the ferry at last."
	in := func(start, end int) (int, int) {
		if start >= 16 {
			return 16, 23
		}
		return 0, 16
	}
	all := Readings(cutOut(text, in, [2]int{10, 13}, [2]int{1, 3}, [2]int{2, 4}, [2]int{17, 18}))
	// What stands twice has two places; what is left out before the first words is no gap.
	want := "ferryrunsagaintheferryrunsagreed map[0:14 1:0 2:5 3:26] map[14:6 26:4] map[0:a 26:b]"
	if got := fmt.Sprintf("%s %v %v %v", all[1].Words, all[1].Begins, all[1].Gaps, all[1].Letters); len(all) != 1 || got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for index, want := range map[int]string{0: "a", 25: "z", 26: "aa", 51: "az", 52: "ba", 701: "zz"} {
		if got := Letters(index); got != want {
			t.Errorf("%d: %s, want %s", index, got, want)
		}
	}
}
