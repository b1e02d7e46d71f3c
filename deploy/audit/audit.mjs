// Audits a running service from outside, with the reference clients of each
// protocol: graphql-http's audits of the GraphQL-over-HTTP draft, and
// subscriptions by graphql-sse and graphql-ws that must see a load.
// usage: node audit.mjs URL LOAD_COMMAND…
import { spawnSync } from "node:child_process";
import { serverAudits } from "graphql-http";
import { createClient as createSSE } from "graphql-sse";
import { createClient as createWS } from "graphql-ws";
import WebSocket from "ws";

const [url, ...load] = process.argv.slice(2);
const failures = [];

async function audit() {
  const counts = {};
  for (const a of serverAudits({ url, fetchFn: fetch })) {
    const level = a.name.split(" ")[0];
    const result = await a.fn();
    counts[level] ??= { ok: 0, failed: 0 };
    if (result.status === "ok") {
      counts[level].ok++;
      continue;
    }
    counts[level].failed++;
    console.log(`${result.status}: ${a.id} ${a.name}: ${result.reason}`);
    if (level !== "MAY") failures.push(a.name);
  }
  for (const [level, c] of Object.entries(counts)) console.log(`${level}: ${c.ok} pass, ${c.failed} fail`);
}

// first resolves with the first result of a subscription.
function first(client, name) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(name + ": nothing came")), 60_000);
    const stop = client.subscribe(
      { query: "subscription { eventAdded(filter: {status: null}) { id name type participants { role actor { name } } } }" },
      { next: (r) => { clearTimeout(timer); stop(); resolve(r); }, error: reject, complete: () => {} },
    );
  });
}

async function listen() {
  const sse = createSSE({ url, retryAttempts: 0 });
  const ws = createWS({ url: url.replace(/^http/, "ws"), webSocketImpl: WebSocket, retryAttempts: 0 });
  const waiting = [first(sse, "graphql-sse"), first(ws, "graphql-ws")];
  await new Promise((r) => setTimeout(r, 1500)); // until both are subscribed
  const run = spawnSync(load[0], load.slice(1), { stdio: ["ignore", "ignore", "inherit"] });
  if (run.status !== 0) throw new Error("the load failed");
  for (const r of await Promise.all(waiting)) {
    console.log("event:", JSON.stringify(r));
    if (r.errors || !r.data.eventAdded.id) failures.push("subscription");
  }
  sse.dispose();
  await ws.dispose();
}

await audit();
if (load.length > 0) await listen();
if (failures.length > 0) {
  console.log("failed:", failures.join("; "));
  process.exit(1);
}
