package postgres

import "syscall"

// endWithParent has the kernel shut the server down when this process dies, however it dies.
func endWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGINT }
