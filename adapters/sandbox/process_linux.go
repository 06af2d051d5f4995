package sandbox

import "syscall"

// attributes make a child die with its parent, should it be too busy to notice
// the end of its input, and keep the terminal's Ctrl-C from it: the parent
// decides when it ends.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
}
