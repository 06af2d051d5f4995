package main

import (
	"errors"

	"briefly/adapters/sandbox"
)

// sandboxArgument is the only argument of the processes that read documents
// for this one. It is no subcommand: people do not call it, and its processes
// read no settings.
const sandboxArgument = "read-for-the-parent"

// isSandbox reports whether this process was started to read documents.
func isSandbox(args []string) bool { return len(args) == 1 && args[0] == sandboxArgument }

// withReader runs do with what reads documents: processes that can be killed
// when one takes too long. None is started before the first document.
func (a *app) withReader(do func(*sandbox.Pool) error) (err error) {
	pool, err := sandbox.New(sandbox.Options{Args: []string{sandboxArgument}})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	return do(pool)
}
