package graph

// Change is an event's place in the sequence of loads: the number of the load
// that changed it last, and among that load's events its id.
type Change struct {
	Seq int64
	ID  ID
}

// AfterLoad returns the place behind all events of a load.
func AfterLoad(seq int64) Change { return Change{Seq: seq, ID: "~"} } // ids are of letters, which come before
