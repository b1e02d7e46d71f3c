package names

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
)

// Latin writes a name in Latin letters: Cyrillic, Greek and Arabic by the rules
// news in English follows, any other script letter by letter.
func Latin(name string) string {
	if isASCII(name) {
		return name
	}
	own := dialect(strings.ToLower(name))
	var b strings.Builder
	for _, word := range strings.Fields(name) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(latinWord(word, own))
	}
	return b.String()
}

// IsLatin reports whether a name has no letter of another script.
func IsLatin(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}

func latinWord(word string, own map[rune]string) string {
	switch {
	case has(word, unicode.Cyrillic):
		return letters(strings.ToLower(word), cyrillic, own)
	case has(word, unicode.Greek):
		return letters(greekPairs.Replace(Fold(word)), greek, nil)
	case has(word, unicode.Arabic):
		return arabicWord(word)
	case has(word, unicode.Latin):
		return word
	}
	return unidecode.Unidecode(word)
}

// dialect returns the letters that Belarusian and Ukrainian write otherwise than
// Russian, by the letters that only they have.
func dialect(name string) map[rune]string {
	switch {
	case strings.ContainsRune(name, 'ў'):
		return map[rune]string{'г': "h"}
	case strings.ContainsAny(name, "іїєґ") || strings.Contains(name, "ськ"):
		return map[rune]string{'г': "h", 'и': "y"}
	}
	return nil
}

func has(word string, script *unicode.RangeTable) bool {
	return strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(script, r) })
}

// letters writes a word letter by letter.
func letters(word string, table, first map[rune]string) string {
	var b strings.Builder
	for _, r := range word {
		if s, ok := first[r]; ok {
			b.WriteString(s)
		} else if s, ok := table[r]; ok {
			b.WriteString(s)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

var cyrillic = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "yo", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y", 'к': "k", 'л': "l",
	'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh",
	'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya", 'і': "i", 'ї': "yi", 'є': "ye", 'ґ': "g", 'ў': "u", 'ђ': "dj",
	'ј': "j", 'љ': "lj", 'њ': "nj", 'ћ': "c", 'џ': "dz", 'қ': "k", 'ғ': "g", 'ұ': "u", 'ү': "u", 'ө': "o", 'ә': "a", 'ң': "n", 'һ': "h",
}

var greek = map[rune]string{
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m", 'ν': "n",
	'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
}

var greekPairs = strings.NewReplacer("ου", "u", "αυ", "av", "ευ", "ev", "μπ", "b", "ντ", "d", "γγ", "ng", "γκ", "gk", "τζ", "tz")

// arabic has no short vowels: what it gives is for comparing sounds only.
var arabic = map[rune]string{
	'ا': "a", 'أ': "a", 'إ': "i", 'آ': "a", 'ٱ': "a", 'ب': "b", 'ت': "t", 'ث': "th", 'ج': "j", 'ح': "h", 'خ': "kh", 'د': "d", 'ذ': "dh",
	'ر': "r", 'ز': "z", 'س': "s", 'ش': "sh", 'ص': "s", 'ض': "d", 'ط': "t", 'ظ': "z", 'ع': "a", 'غ': "gh", 'ف': "f", 'ق': "q", 'ك': "k",
	'ل': "l", 'م': "m", 'ن': "n", 'ه': "h", 'و': "w", 'ي': "y", 'ى': "a", 'ة': "a", 'ء': "", 'ئ': "y", 'ؤ': "w", 'پ': "p", 'چ': "ch",
	'ژ': "zh", 'ک': "k", 'گ': "g", 'ی': "y", 'ۀ': "h", 'ہ': "h", 'ٹ': "t", 'ڈ': "d", 'ڑ': "r", 'ں': "n", 'ے': "y",
}

func arabicWord(word string) string {
	word = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) { // vowel signs and joiners
			return -1
		}
		return r
	}, word)
	const article = "ال"
	if rest, ok := strings.CutPrefix(word, article); ok && len([]rune(rest)) > 2 {
		return "al " + letters(rest, arabic, nil)
	}
	return letters(word, arabic, nil)
}
