package browser_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"backchannel/graph/neo4jstore"
	"backchannel/loader/nlp"
)

// samples are loaded once: these tests only read.
var samples sync.Once

// window is Neo4j Browser in a headless Chromium, connected to the server of the test run.
type window struct {
	t   *testing.T
	ctx context.Context
}

func open(t *testing.T) window {
	t.Helper()
	url := os.Getenv("BACKCHANNEL_TEST_BROWSER")
	if url == "" {
		t.Skip("no Neo4j: BACKCHANNEL_TEST_BROWSER is not set; run make test")
	}
	chromium := chromiumPath(t)
	samples.Do(func() { loadSamples(t) })
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.WindowSize(1200, 800))...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	w := window{t, ctx}
	w.do(chromedp.Navigate(url))
	// It opens its start page once it is connected.
	w.wait("connected", `document.querySelector('[data-testid="frameCommand"]')?.innerText.includes(':play start')`)
	return w
}

func chromiumPath(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium: install it (Debian: chromium)")
	return ""
}

// loadSamples puts the sample articles alone into the database, by the program itself.
func loadSamples(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(nlp.DefaultDir(), "meta.json")); err != nil {
		t.Skip("no language model: run deploy/model.sh")
	}
	uri := os.Getenv("BACKCHANNEL_TEST_NEO4J")
	store, err := neo4jstore.Open(t.Context(), neo4jstore.Config{URI: uri})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close(context.WithoutCancel(t.Context()))
	if err := store.Clear(t.Context()); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "go", "run", "backchannel", "load", "../../samples")
	cmd.Env = append(os.Environ(), "NEO4J_URI="+uri)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("load samples: %v\n%s", err, out)
	}
}

func (w window) do(steps ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	if err := chromedp.Do(w.ctx, steps...); err != nil {
		w.t.Fatal(err)
	}
}

// eval returns what an expression gives in the page.
func eval[T any](w window, js string) T {
	w.t.Helper()
	v, err := chromedp.Run(w.ctx, chromedp.Evaluate[T](js))
	if err != nil {
		w.t.Fatalf("%s: %v", js, err)
	}
	return v
}

// wait polls until an expression holds.
func (w window) wait(what, js string) {
	w.t.Helper()
	for range 300 {
		if eval[bool](w, "!!("+js+")") {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	w.t.Fatalf("not %s; the page says: %s", what, eval[string](w, `document.body.innerText.slice(0, 2000)`))
}

// enter types a command and runs it, alone on the page.
func (w window) enter(command string) {
	w.t.Helper()
	w.submit(":clear")
	w.wait("cleared", `!document.querySelector('[data-testid="frame"]')`)
	w.submit(command)
	w.wait("answered", `document.querySelector('[data-testid="frame"]') && !document.querySelector('[data-testid="spinner"]')`)
}

// drop drops a file on the page.
func (w window) drop(name string, content []byte) {
	w.t.Helper()
	eval[bool](w, `(() => {
		const bytes = Uint8Array.from(atob('`+base64.StdEncoding.EncodeToString(content)+`'), c => c.charCodeAt(0))
		const files = new DataTransfer()
		files.items.add(new File([bytes], '`+name+`'))
		return document.querySelector('.filedrop').dispatchEvent(new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true}))
	})()`)
}

// submit pastes a command, since the editor closes the brackets of what is typed.
func (w window) submit(command string) {
	w.t.Helper()
	text, err := json.Marshal(command)
	if err != nil {
		w.t.Fatal(err)
	}
	eval[bool](w, `(() => {
		const editor = document.querySelector('[data-testid="activeEditor"] textarea')
		const clipboard = new DataTransfer()
		clipboard.setData('text/plain', `+string(text)+`)
		editor.focus()
		return editor.dispatchEvent(new ClipboardEvent('paste', {clipboardData: clipboard, bubbles: true, cancelable: true}))
	})()`)
	w.do(chromedp.Click(chromedp.CSS(`[data-testid="editor-Run"]`)))
}
