//go:build !linux

package local

import "syscall"

func bindLifetime(*syscall.SysProcAttr) {}
