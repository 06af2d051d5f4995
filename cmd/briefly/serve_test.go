package main

import (
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"briefly/adapters/telegram/telegramtest"
)

// TestServe runs the program as an operator does: it answers on Telegram, says
// that it is healthy, and ends soon after SIGTERM, in the middle of a long poll.
func TestServe(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Args = []string{"briefly"}
	c.Dir = t.TempDir()
	c.Env = append(os.Environ(), "TELEGRAM_TOKEN="+d.Token, "TELEGRAM_API_URL="+d.URL, "HTTP_ADDR="+address)
	c.Stderr = os.Stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	ann := d.Person("Ann", "en")
	chat := d.Private(ann)
	chat.Say(ann, "dockers strike")
	chat.Await(1)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	reply, err := client.Get("http://" + address + "/healthz")
	for end := time.Now().Add(5 * time.Second); err != nil && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		reply, err = client.Get("http://" + address + "/healthz") // it starts beside the chat
	}
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(reply.Body)
	reply.Body.Close()
	if reply.StatusCode != http.StatusOK || string(body) != "ok\n" {
		t.Errorf("health: %d %q", reply.StatusCode, body)
	}
	asked := time.Now()
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err != nil || time.Since(asked) > 10*time.Second {
		t.Errorf("ended after %s: %v", time.Since(asked), err)
	}
}
