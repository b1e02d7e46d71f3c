package local

import "syscall"

// bindLifetime has the kernel stop the server when the process that started it dies.
func bindLifetime(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGTERM }
