//go:build !unix

package sandbox

import "syscall"

// attributes leave everything to the end of the input.
func attributes() *syscall.SysProcAttr { return nil }
