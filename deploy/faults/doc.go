// Package faults holds tests that break things under a load: the loader is
// killed, the server is killed, stays away, runs out of disk, connections are cut
// at the commit. Whatever happens, a load that is run again to its end gives the
// graph that an undisturbed load gives.
package faults
