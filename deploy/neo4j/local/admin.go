package local

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// Admin runs neo4j-admin from the same artefacts on the data under o.Home, whose
// server must be stopped, and returns its exit code.
func Admin(ctx context.Context, o Options, in io.Reader, out, errs io.Writer, args ...string) (int, error) {
	if err := checkTools(ctx); err != nil {
		return 1, err
	}
	if err := o.absolute(); err != nil {
		return 1, err
	}
	classPath, err := resolveClassPath(ctx, o)
	if err != nil {
		return 1, err
	}
	cmd := exec.CommandContext(ctx, "java", append([]string{
		"-XX:+UseSerialGC", "-Xmx512m", "--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/java.io=ALL-UNNAMED",
		"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "-cp", classPath, "org.neo4j.cli.AdminTool",
	}, args...)...)
	if err := os.MkdirAll(filepath.Join(o.Home, "conf"), 0o755); err != nil {
		return 1, fmt.Errorf("create %s: %w", o.Home, err)
	}
	cmd.Env = append(os.Environ(), "NEO4J_HOME="+o.Home, "NEO4J_CONF="+filepath.Join(o.Home, "conf"))
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, out, errs
	err = cmd.Run()
	if cmd.ProcessState == nil {
		return 1, fmt.Errorf("start neo4j-admin: %w", err)
	}
	return cmd.ProcessState.ExitCode(), nil
}
