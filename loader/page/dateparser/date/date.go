// Package date holds what a date parser returns.
package date

import "time"

// Date is a date that was found; the zero value is none.
type Date struct{ Time time.Time }
