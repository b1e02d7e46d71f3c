package page

import (
	"strings"

	"github.com/abadojack/whatlanggo"
)

// sample is the number of bytes that tell the language of a text.
const sample = 4096

// Language returns the ISO 639-1 code of the language of a text. What the page
// declares decides where the text itself leaves doubt; without both it is "".
func Language(text, declared string) string {
	if len(text) > sample {
		text = strings.ToValidUTF8(text[:sample], "")
	}
	if found := whatlanggo.Detect(text); found.IsReliable() && found.Lang.Iso6391() != "" {
		return found.Lang.Iso6391()
	}
	return declared
}
