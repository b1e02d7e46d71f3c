package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"backchannel/deploy/neo4j/local"
)

// service is a running backchannel serve.
type service struct {
	cmd     *exec.Cmd
	address string
	log     string
	done    chan struct{} // closed when it has ended
}

const readyLimit = time.Minute

// start loads the samples and serves GraphQL on the graph at uri.
func start(ctx context.Context, o options, uri string) (*service, error) {
	fmt.Println("Loading the sample articles …")
	load := exec.CommandContext(ctx, o.program(), "load", o.samples)
	load.Env = append(os.Environ(), "NEO4J_URI="+uri)
	load.Stdout, load.Stderr = os.Stdout, os.Stderr
	if err := load.Run(); err != nil {
		return nil, fmt.Errorf("load %s: %w", o.samples, err)
	}
	s := &service{address: fmt.Sprintf("127.0.0.1:%d", o.api), log: filepath.Join(o.home, "serve.log"), done: make(chan struct{})}
	if err := os.MkdirAll(o.home, 0o755); err != nil {
		return nil, fmt.Errorf("create %s: %w", o.home, err)
	}
	log, err := os.Create(s.log)
	if err != nil {
		return nil, fmt.Errorf("create log: %w", err)
	}
	defer log.Close() // the child has its own copy
	// Not bound to ctx: stop ends it in order.
	s.cmd = exec.CommandContext(context.WithoutCancel(ctx), o.program(), "serve", "--listen", s.address)
	s.cmd.Env = append(os.Environ(), "NEO4J_URI="+uri)
	s.cmd.Stdout, s.cmd.Stderr = log, log
	s.cmd.SysProcAttr = local.Attached()
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start backchannel serve: %w", err)
	}
	go func() {
		_ = s.cmd.Wait()
		close(s.done)
	}()
	if err := s.waitReady(ctx); err != nil {
		s.stop()
		return nil, fmt.Errorf("%w; its log is %s", err, s.log)
	}
	return s, nil
}

func (s *service) waitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyLimit)
	defer cancel()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.address+"/readyz", http.NoBody)
		if err != nil {
			return err
		}
		if res, err := http.DefaultClient.Do(req); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for backchannel serve: %w", context.Cause(ctx))
		case <-s.done:
			return errors.New("backchannel serve ended while starting")
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// stop asks the service to finish what it answers, and ends it after ten seconds.
func (s *service) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.done:
	case <-time.After(10 * time.Second):
		_ = s.cmd.Process.Kill()
		<-s.done
	}
}
