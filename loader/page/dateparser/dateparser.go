// Package dateparser stands in for the library of this name, which the library
// for the dates of pages imports for a search that package page has switched off
// (SkipExtensiveSearch). At the start of every process that library compiles the
// words and patterns of 200 languages: 95 MB and a tenth of a second, for nothing.
// The module file replaces it with this.
package dateparser

import (
	"errors"
	"time"

	"github.com/markusmobius/go-dateparser/date"
)

// What the importer names.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// Past is a preference of the importer's.
const Past PreferredDateSource = 1

// ParserType is a way of parsing.
type ParserType int

// PreferredDateSource says which of several dates is meant.
type PreferredDateSource int

// Configuration is how to parse.
type Configuration struct {
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
	CurrentTime         time.Time
}

// Parser parses nothing.
type Parser struct{ ParserTypes []ParserType }

// Parse fails: whoever comes here asked for the search that is switched off.
func (*Parser) Parse(*Configuration, string, ...string) (date.Date, error) {
	return date.Date{}, errors.ErrUnsupported
}
