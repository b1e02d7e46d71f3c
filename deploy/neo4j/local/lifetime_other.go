//go:build !linux

package local

import "syscall"

// Attached are the attributes of a child in a process group of its own, so that
// Ctrl-C reaches its parent alone, which stops it in order.
func Attached() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
