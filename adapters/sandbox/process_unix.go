//go:build unix && !linux

package sandbox

import "syscall"

// attributes keep the terminal's Ctrl-C from a child: the parent decides when
// it ends.
func attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
