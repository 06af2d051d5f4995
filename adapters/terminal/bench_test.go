package terminal

import (
	"testing"

	"briefly/adapters/adaptertest"
)

func BenchmarkRender(b *testing.B) {
	for _, f := range adaptertest.Fixtures() {
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				Render(f.Answer, look(80, false))
			}
		})
	}
}
