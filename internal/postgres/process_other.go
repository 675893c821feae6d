//go:build !linux

package postgres

import "syscall"

// endWithParent does nothing: only Linux can tie a child to its parent's life, so elsewhere a
// killed parent leaves its server behind and the lock names it.
func endWithParent(*syscall.SysProcAttr) {}
