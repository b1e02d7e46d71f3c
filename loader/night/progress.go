package night

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// every is the time between two lines of progress where there is no terminal.
const every = 30 * time.Second

// progress shows how a run goes: by a bar on a terminal, else by a log line
// every 30 seconds.
type progress struct {
	out io.Writer
	end func()

	mu          sync.Mutex
	bar         *progressbar.ProgressBar // nil without a terminal
	done, known int
}

// newProgress begins to show progress on out.
func newProgress(out io.Writer, log *slog.Logger) *progress {
	p := &progress{out: out, end: func() {}}
	if file, ok := out.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		p.bar = progressbar.NewOptions(-1, progressbar.OptionSetWriter(out), progressbar.OptionSetDescription("articles"),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionClearOnFinish())
		return p
	}
	stop := make(chan struct{})
	p.end = sync.OnceFunc(func() { close(stop) })
	go p.log(log, stop)
	return p
}

func (p *progress) log(log *slog.Logger, stop chan struct{}) {
	begin := time.Now()
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
		}
		p.mu.Lock()
		done, known := p.done, p.known
		p.mu.Unlock()
		log.Info("loading", "articles", done, "known", known, "perSecond", fmt.Sprintf("%.1f", float64(done)/time.Since(begin).Seconds()))
	}
}

// Tick says how many articles are done, of how many that are known.
func (p *progress) Tick(done, known int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done, p.known = done, known
	if p.bar != nil {
		p.bar.ChangeMax(known)
		_ = p.bar.Set(done) // a bar that can't be drawn is no trouble
	}
}

// Say prints a line beside the bar. Characters that would steer a terminal are
// not let through: the line may quote a stranger's page.
func (p *progress) Say(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	fmt.Fprintln(p.out, printable(line))
}

// Close ends the showing and takes the bar away.
func (p *progress) Close() {
	p.end()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}

// printable returns one line without control characters.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}
