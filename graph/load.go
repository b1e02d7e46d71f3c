package graph

import (
	"fmt"
	"time"
)

// HeldError says who holds the lock of loads. It is an [ErrLocked].
type HeldError struct{ Holder string }

// Error names the holder.
func (e *HeldError) Error() string { return fmt.Sprintf("%v: held by %s", ErrLocked, e.Holder) }

// Is makes errors.Is find ErrLocked.
func (e *HeldError) Is(target error) bool { return target == ErrLocked }

// PageStatus is how far an article that a feed announced has come.
type PageStatus string

// The stages of a page.
const (
	PageSeen     PageStatus = "seen"      // announced, or to be tried again
	PageFetched  PageStatus = "fetched"   // read, and left out by the window asked for
	PageLoaded   PageStatus = "loaded"    // in the graph
	PageSetAside PageStatus = "set aside" // given up, with a reason
	PageGone     PageStatus = "gone"      // a file that was set aside, and is no more
)

// PageState is what the ledger keeps of a page, so that it is not fetched twice.
type PageState struct {
	URL       string
	Feed      string // address of the feed that announced it first
	Title     string
	Published time.Time // as the feed says; may be zero
	Status    PageStatus
	Reason    string // of the last failure
	Tries     int    // that failed
	NextTry   time.Time
	Article   ID // once loaded
	SeenAt    time.Time
}

// FeedState is what the ledger keeps of a feed.
type FeedState struct {
	URL, Name string
	// MovedTo is where permanent redirects led; it is asked from then on.
	MovedTo            string
	ETag, LastModified string
	LastAttempt        time.Time
	LastSuccess        time.Time
	LastNew            time.Time // when it last announced an unknown article
	Errors             int       // in a row
	LastError          string
	NotBefore          time.Time // it asked to be left alone until then
	Gone               bool      // it answered that it is gone for good
}

// Load is one run over feeds.
type Load struct {
	ID         ID
	StartedAt  time.Time
	FinishedAt time.Time // zero while it runs, or when it was killed
	Outcomes   []LoadOutcome
}

// LoadOutcome is what came of one feed in a load.
type LoadOutcome struct {
	Feed, Name string
	// Status is "read", "unchanged", "not due", "gone" or "failed".
	Status   string
	Items    int // announced
	New      int // of them unknown before
	Loaded   int
	Foreign  int // loaded, but in a language that is not annotated
	LeftOut  int // outside the window of dates
	SetAside int
	Waiting  int // to be tried again later
	Error    string
	Took     time.Duration
}

// Count adds what another outcome announced and loaded; what waits, the state
// and the time are the caller's to join.
func (o *LoadOutcome) Count(other LoadOutcome) {
	o.Items += other.Items
	o.New += other.New
	o.Loaded += other.Loaded
	o.Foreign += other.Foreign
	o.LeftOut += other.LeftOut
	o.SetAside += other.SetAside
}

// Total adds the outcomes up.
func (l *Load) Total() LoadOutcome {
	var t LoadOutcome
	for _, o := range l.Outcomes {
		t.Count(o)
		t.Waiting += o.Waiting
	}
	t.Took = l.FinishedAt.Sub(l.StartedAt)
	return t
}
