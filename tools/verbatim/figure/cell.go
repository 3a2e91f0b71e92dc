package figure

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// What is wrong with a cell the schema decides; here it is said in words.

var (
	yearForm     = regexp.MustCompile(`^[12][0-9]{3}$`)
	numberForm   = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
	decimalComma = regexp.MustCompile(`^-?[0-9]+,[0-9]+$`)
	thousands    = regexp.MustCompile(`^-?[0-9]{1,3}(([,’'_ \x{a0}\x{2009}\x{202f}][0-9]{3})+(\.[0-9]+)?|(\.[0-9]{3})+,[0-9]+|(\.[0-9]{3}){2,})$`)
	minusSigns   = strings.NewReplacer("−", "-", "–", "-", "‑", "-", "‐", "-", "－", "-", "﹣", "-")
)

// withUnit is a number with what is counted; it is made where a table has one, for that takes
// as long as all others.
var withUnit = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[\pL\p{Sc}%\s]*(-?)[\pL\p{Sc}%\s]*([0-9]+(?:\.[0-9]+)?)[\pL\p{Sc}%\s]+$|^[\pL\p{Sc}%\s]+(-?)[\pL\p{Sc}%\s]*([0-9]+(?:\.[0-9]+)?)$`)
})

// yearsBetween returns how many years lie between two.
func yearsBetween(from, to string) int {
	first, _ := strconv.Atoi(from) // the schema has seen to their form
	last, _ := strconv.Atoi(to)
	return last - first
}

// explain says what is wrong with a cell of a column, and how to write it, where
// that is known.
func (t *table) explain(column, text string) (message, help, instead string) {
	plain := strings.TrimSpace(text)
	switch {
	case column == seriesColumn && plain == "":
		return "the row does not say of which series its figures are", "name the series, as the other rows of it do", text
	case column == sourceColumn && plain == "":
		return "the row does not say which source states its figures", "write the ID of the source, which is the name of its folder in content/sources", text
	case column == seriesColumn, plain != text && (column == yearColumn && yearForm.MatchString(plain) || column == sourceColumn && !strings.ContainsAny(plain, " \t\n")):
		return "white space round the value of " + column, "write " + plain, plain
	case column == sourceColumn:
		return "the source is not named by its ID: " + text, "write the name of its folder in content/sources", text
	case column == yearColumn && plain == "":
		return "the row has no year", "write it with four digits, like 2018", text
	case column == yearColumn:
		return "the year is not four digits: " + text, "write it like 2018", text
	}
	message = column + " is no number: " + text
	if plain == "" {
		return "white space in place of a figure", "leave the cell empty where there is no figure", ""
	}
	number, why := numberMeant(plain)
	switch {
	case number == "" && why != "":
		return message, "write " + why, text
	case number == "" && strings.ContainsAny(plain, "0123456789"):
		return message, "write digits, with a hyphen for a minus sign and a point before decimals", text
	case number == "":
		return message, "leave the cell empty where there is no figure", text
	}
	return message, "write " + number + why, number
}

// numberMeant returns a number as a cell has it, where no other can be meant, and
// what to say of it.
func numberMeant(text string) (number, why string) {
	plain := minusSigns.Replace(text)
	switch {
	case thousands.MatchString(plain) && strings.Count(plain, ",") == 1 && !strings.Contains(plain, "."):
		whole, rest, _ := strings.Cut(plain, ",")
		return "", whole + rest + ", or " + whole + "." + rest
	case thousands.MatchString(plain):
		number = plain
		if comma := strings.LastIndexByte(plain, ','); comma > strings.LastIndexByte(plain, '.') && strings.Contains(plain, ".") {
			number = strings.ReplaceAll(plain[:comma], ".", "") + "." + plain[comma+1:]
		} else if !strings.ContainsAny(plain, ",’'_ \u00a0\u2009\u202f") {
			number = strings.ReplaceAll(plain, ".", "")
		}
		number = strings.Map(func(char rune) rune {
			if strings.ContainsRune(",’'_ \u00a0\u2009\u202f", char) {
				return -1
			}
			return char
		}, number)
		return canonical(number), ", without marks between thousands"
	case decimalComma.MatchString(plain):
		return canonical(strings.Replace(plain, ",", ".", 1)), ", with a point before decimals"
	case canonical(plain) != "":
		return canonical(plain), ""
	}
	if found := withUnit().FindStringSubmatch(plain); found != nil {
		return canonical(strings.Join(found[1:], "")), ": the unit stands in the page’s front matter"
	}
	return "", ""
}

// canonical returns a number in plain digits, all of those that are written, or
// "" where it is none that a drawing can show.
func canonical(text string) string {
	if numberForm.MatchString(text) {
		sign, digits := "", text
		if strings.HasPrefix(text, "-") {
			sign, digits = "-", text[1:]
		}
		whole, rest, point := strings.Cut(digits, ".")
		if whole = strings.TrimLeft(whole, "0"); whole == "" {
			whole = "0"
		}
		if point {
			whole += "." + rest
		}
		if len(whole) > 16 {
			return ""
		}
		return sign + whole
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(value) || math.Abs(value) >= 1e15 || strings.ContainsAny(text, "xXpP_") {
		return ""
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}
