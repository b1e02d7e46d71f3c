package graph

import "errors"

// Errors that cross package borders. Wrap them with context; test with errors.Is.
var (
	// ErrNotFound says that no node has the id, URL or name asked for.
	ErrNotFound = errors.New("not found")
	// ErrInvalid says that a value breaks a rule of the domain; the message names it.
	ErrInvalid = errors.New("invalid")
	// ErrUnavailable says that the store can't be reached now; trying later may help.
	ErrUnavailable = errors.New("store unavailable")
	// ErrLocked says that another load holds the lock.
	ErrLocked = errors.New("locked by another load")
	// ErrTimeout says that the store stopped the work at its time limit.
	ErrTimeout = errors.New("timed out")
)
