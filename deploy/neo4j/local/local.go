// Package local runs a Neo4j Community server of its own from Maven artefacts,
// for the demo and the tests, where no container engine is at hand.
package local

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Options say where a server lives. The zero value of a port picks a free one.
type Options struct {
	// Home is the folder for data, logs and configuration; it is created.
	Home string
	// POM is the Maven file that pins the artefacts.
	POM string
	// Cache is the folder that keeps the resolved class path.
	Cache      string
	Bolt, HTTP int
	HeapMB     int // 0: 512
	// Settings are lines of the configuration beyond those needed.
	Settings []string
}

// absolute makes the paths independent of the working folder of java and Maven.
func (o *Options) absolute() (err error) {
	for _, path := range []*string{&o.Home, &o.Cache, &o.POM} {
		if *path, err = filepath.Abs(*path); err != nil {
			return fmt.Errorf("resolve path: %w", err)
		}
	}
	return nil
}

// Server is a running Neo4j without authentication, on loopback alone.
type Server struct {
	opts Options
	cmd  *exec.Cmd
	done chan struct{} // closed when the process has ended
}

const (
	startLimit   = 4 * time.Minute // of a busy machine; nine seconds of an idle one
	stopLimit    = 20 * time.Second
	minFreeBytes = 1 << 30
)

// Start resolves the artefacts, starts the server and waits until it answers.
// Errors say what to install or free.
func Start(ctx context.Context, o Options) (*Server, error) {
	if err := Check(ctx, o.Home); err != nil {
		return nil, err
	}
	if o.HeapMB == 0 {
		o.HeapMB = 512
	}
	var err error
	if o.Bolt, err = ClaimPort(o.Bolt); err != nil {
		return nil, fmt.Errorf("bolt: %w", err)
	}
	if o.HTTP, err = ClaimPort(o.HTTP); err != nil {
		return nil, fmt.Errorf("http: %w", err)
	}
	if err := o.absolute(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Join(o.Home, "conf"), 0o755); err != nil {
		return nil, fmt.Errorf("create %s: %w", o.Home, err)
	}
	classPath, err := resolveClassPath(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(o.Home, "conf", "neo4j.conf"), []byte(config(o)), 0o644); err != nil {
		return nil, fmt.Errorf("write configuration: %w", err)
	}
	s := &Server{opts: o}
	return s, s.start(ctx, classPath)
}

// Temporary starts a server on free ports, with data in a folder of its own. end
// stops it and deletes the folder. The kernel ties the server's life to the thread
// that started it, so the caller has locked that: see [runtime.LockOSThread].
func Temporary(ctx context.Context, pom, cache string) (s *Server, end func(), err error) {
	home, err := os.MkdirTemp("", "backchannel-neo4j-")
	if err != nil {
		return nil, nil, fmt.Errorf("create data folder: %w", err)
	}
	if s, err = Start(ctx, Options{Home: home, POM: pom, Cache: cache}); err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(home))
	}
	return s, func() {
		s.Stop()
		_ = os.RemoveAll(home) // the system clears what is left
	}, nil
}

// URI returns the Bolt address.
func (s *Server) URI() string { return fmt.Sprintf("bolt://127.0.0.1:%d", s.opts.Bolt) }

// BrowserURL returns the address of Neo4j Browser, which connects by itself there.
func (s *Server) BrowserURL() string {
	return fmt.Sprintf("http://127.0.0.1:%d/browser/?dbms=%s&preselectAuthMethod=NO_AUTH", s.opts.HTTP, url.QueryEscape(s.URI()))
}

// Options returns the options with the ports chosen; starting a server from
// them again finds the same data at the same address.
func (s *Server) Options() Options { return s.opts }

// Done is closed when the process has ended, for whatever reason.
func (s *Server) Done() <-chan struct{} { return s.done }

// Stop asks the server to end and kills it when it does not within 20 s.
func (s *Server) Stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.done:
	case <-time.After(stopLimit):
		s.Kill()
	}
}

// Kill ends the server without warning.
func (s *Server) Kill() {
	_ = s.cmd.Process.Kill()
	<-s.done
}

func (s *Server) start(ctx context.Context, classPath string) error {
	log, err := os.Create(filepath.Join(s.opts.Home, "server.log"))
	if err != nil {
		return fmt.Errorf("create server log: %w", err)
	}
	defer log.Close() // the child has its own copy
	// Not bound to ctx: Stop ends it in order.
	s.cmd = exec.CommandContext(context.WithoutCancel(ctx), "java",
		"-Xms256m", fmt.Sprintf("-Xmx%dm", s.opts.HeapMB), "-XX:+UseSerialGC",
		"--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/java.io=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
		"-Dlog4j2.disable.jmx=true", "-Dlog4j.configurationFile="+filepath.Join(s.opts.Home, "conf", "absent.xml"),
		"-cp", classPath, "org.neo4j.server.CommunityEntryPoint",
		"--home-dir="+s.opts.Home, "--config-dir="+filepath.Join(s.opts.Home, "conf"))
	s.cmd.Stdout, s.cmd.Stderr = log, log
	s.cmd.SysProcAttr = Attached()
	if err := s.cmd.Start(); err != nil {
		return fmt.Errorf("start java: %w", err)
	}
	s.done = make(chan struct{})
	go func() {
		_ = s.cmd.Wait()
		close(s.done)
	}()
	if err := s.waitReady(ctx); err != nil {
		s.Kill()
		return fmt.Errorf("%w; its log is %s", err, log.Name())
	}
	return nil
}

func (s *Server) waitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	database := fmt.Sprintf("http://127.0.0.1:%d/db/neo4j/tx/commit", s.opts.HTTP)
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for Neo4j: %w", context.Cause(ctx))
		case <-s.done:
			return errors.New("Neo4j ended while starting")
		case <-tick.C:
		}
		if answers(ctx, database) && listens(ctx, s.opts.Bolt) {
			return nil
		}
	}
}

// answers reports whether the database answers a query, which is later than
// that the server accepts connections.
func answers(ctx context.Context, address string) bool {
	query := strings.NewReader(`{"statements": [{"statement": "RETURN 1"}]}`)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, query)
	if err != nil {
		return false
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, 1<<16))
	return err == nil && res.StatusCode == http.StatusOK && bytes.Contains(body, []byte(`"errors":[]`))
}

func listens(ctx context.Context, port int) bool {
	dialer := net.Dialer{Timeout: time.Second}
	conn, err := dialer.DialContext(ctx, "tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return false
	}
	conn.Close()
	return true
}

func config(o Options) string {
	settings := []string{
		"server.default_listen_address=127.0.0.1",
		fmt.Sprintf("server.bolt.listen_address=127.0.0.1:%d", o.Bolt),
		fmt.Sprintf("server.bolt.advertised_address=127.0.0.1:%d", o.Bolt),
		fmt.Sprintf("server.http.listen_address=127.0.0.1:%d", o.HTTP),
		"server.https.enabled=false",
		"dbms.security.auth_enabled=false",
		"dbms.usage_report.enabled=false",
		"client.allow_telemetry=false",
		"server.memory.pagecache.size=256m",
		"db.tx_log.rotation.retention_policy=100M size",
	}
	return strings.Join(append(settings, o.Settings...), "\n") + "\n"
}

// ClaimPort checks that a wanted port of loopback is free, or finds a free one for 0.
func ClaimPort(port int) (int, error) {
	var listener net.ListenConfig
	l, err := listener.Listen(context.Background(), "tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return 0, fmt.Errorf("port %d is taken: stop what uses it, or choose another", port)
	}
	defer l.Close()
	address, err := netip.ParseAddrPort(l.Addr().String())
	return int(address.Port()), err
}

// Check reports what a server would miss: Java, Maven, or space for home, which
// is created. The error says what to do.
func Check(ctx context.Context, home string) error {
	if err := checkTools(ctx); err != nil {
		return err
	}
	if err := os.MkdirAll(home, 0o755); err != nil {
		return fmt.Errorf("create %s: %w", home, err)
	}
	return checkSpace(home)
}

var javaVersion = regexp.MustCompile(`version "(\d+)`)

// checkTools looks for Java 17 and Maven, and names the package that has them.
func checkTools(ctx context.Context) error {
	out, err := exec.CommandContext(ctx, "java", "-version").CombinedOutput()
	if err != nil {
		return errors.New("java does not run: install Java 17 (Debian: openjdk-17-jre-headless)")
	}
	m := javaVersion.FindSubmatch(out)
	if m == nil {
		return fmt.Errorf("java does not tell its version: %s", bytes.TrimSpace(out))
	}
	if v, _ := strconv.Atoi(string(m[1])); v < 17 {
		return fmt.Errorf("java %d is too old: install Java 17 (Debian: openjdk-17-jre-headless) and put it first on PATH", v)
	}
	if _, err := exec.LookPath("mvn"); err != nil {
		return errors.New("mvn is missing: install Maven (Debian: maven)")
	}
	return nil
}

func checkSpace(dir string) error {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		return fmt.Errorf("ask for free space: %w", err)
	}
	if free := fs.Bavail * uint64(fs.Bsize); free < minFreeBytes {
		return fmt.Errorf("only %d MB are free under %s: Neo4j needs 1 GB", free>>20, dir)
	}
	return nil
}

// resolveClassPath asks Maven for the artefacts, or reuses the path it gave
// for the same POM while all its files are there.
func resolveClassPath(ctx context.Context, o Options) (string, error) {
	file := filepath.Join(o.Cache, "neo4j.classpath")
	if path, ok := cachedClassPath(file, o.POM); ok {
		return path, nil
	}
	if err := os.MkdirAll(o.Cache, 0o755); err != nil {
		return "", fmt.Errorf("create cache: %w", err)
	}
	slog.Info("getting Neo4j from Maven; the first time takes a minute")
	cmd := exec.CommandContext(ctx, "mvn", "-q", "-B", "-f", o.POM, "dependency:build-classpath", "-Dmdep.outputFile="+file)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("resolve Neo4j with Maven: %w\n%s", err, bytes.TrimSpace(out))
	}
	path, ok := cachedClassPath(file, o.POM)
	if !ok {
		return "", errors.New("Maven gave no complete class path: remove the cache folder and try again")
	}
	return path, nil
}

func cachedClassPath(file, pom string) (string, bool) {
	have, err := os.Stat(file)
	if err != nil {
		return "", false
	}
	if want, err := os.Stat(pom); err != nil || want.ModTime().After(have.ModTime()) {
		return "", false
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return "", false
	}
	path := strings.TrimSpace(string(content))
	for _, jar := range filepath.SplitList(path) {
		if _, err := os.Stat(jar); err != nil {
			return "", false
		}
	}
	return path, path != ""
}
