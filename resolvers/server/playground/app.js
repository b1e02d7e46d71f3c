// The page for trying queries: an editor, the answer, and the schema to look things up in.
"use strict";

const $ = (id) => document.getElementById(id);

const examples = {
  "Who phoned whom": `{
  events(filter: {types: [PHONED]}, first: 10) {
    edges { node { name status place participants { role actor { name country } } } }
  }
}`,
  "An official's contacts, with the evidence": `query ($name: String!) {
  official(name: $name) {
    name title
    contacts(first: 5) {
      edges { node {
        name type date { from to precision } disputed
        participants { role actor { id name } }
        claims { edges { node { quote stance attributedTo { name } article { title publisher publishedAt } } } }
      } }
    }
  }
}`,
  "What passed between two governments": `{
  dyad(a: "government:usa", b: "government:rus") {
    count byType { type count }
    events(first: 5) { edges { node { name date { from } } } }
  }
}`,
  "New events as loads bring them": `subscription {
  eventAdded { id name type status participants { actor { name } } }
}`,
};

function headers() {
  const h = { "Content-Type": "application/json" };
  if ($("key").value) h.Authorization = "Bearer " + $("key").value;
  return h;
}

async function ask(query, variables, accept, signal) {
  return fetch("/query", { method: "POST", headers: { ...headers(), Accept: accept }, body: JSON.stringify({ query, variables }), signal });
}

let running;

async function run() {
  running?.abort();
  running = new AbortController();
  const began = performance.now();
  $("answer").textContent = "";
  $("state").textContent = "asking…";
  try {
    const query = $("query").value;
    const variables = JSON.parse($("variables").value || "{}");
    history.replaceState(null, "", "#" + new URLSearchParams({ query, variables: $("variables").value }));
    if (/^\s*subscription\b/m.test(query)) {
      await listen(query, variables);
    } else {
      const answer = await ask(query, variables, "application/graphql-response+json", running.signal);
      const text = await answer.text();
      $("answer").textContent = pretty(text);
      $("state").textContent = `${answer.status}, ${Math.round(performance.now() - began)} ms, ${text.length} characters`;
    }
  } catch (e) {
    if (e.name !== "AbortError") { $("state").textContent = ""; $("answer").textContent = String(e); }
  }
}

// listen shows the results of a subscription, the latest on top.
async function listen(query, variables) {
  const answer = await ask(query, variables, "text/event-stream", running.signal);
  if (!answer.ok) { $("answer").textContent = pretty(await answer.text()); return; }
  $("stop").hidden = false;
  $("state").textContent = "listening";
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const parts = (rest + chunk.value).split("\n\n");
      rest = parts.pop();
      for (const part of parts) {
        const data = part.match(/^data: (.+)$/m);
        if (data) $("answer").prepend(pretty(data[1]) + "\n\n");
      }
    }
  } finally {
    $("stop").hidden = true;
    $("state").textContent = "stopped";
  }
}

function pretty(text) {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}

const schemaQuery = `{ __schema { types { kind name description
  fields { name description args { name type { ...T } } type { ...T } } inputFields { name description type { ...T } } enumValues { name description } } } }
fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`;

function typeText(t) {
  if (t.kind === "NON_NULL") return typeText(t.ofType) + "!";
  if (t.kind === "LIST") return "[" + typeText(t.ofType) + "]";
  return t.name;
}

function entry(name, text) {
  const dt = document.createElement("dt"), dd = document.createElement("dd");
  dt.textContent = name;
  dd.textContent = text || "";
  return [dt, dd];
}

function describe(type) {
  const box = document.createElement("details"), head = document.createElement("summary"), note = document.createElement("p"), list = document.createElement("dl");
  head.textContent = type.name;
  note.className = "note";
  note.textContent = type.description || "";
  for (const f of type.fields || []) {
    const args = f.args.length ? "(" + f.args.map((a) => `${a.name}: ${typeText(a.type)}`).join(", ") + ")" : "";
    list.append(...entry(`${f.name}${args}: ${typeText(f.type)}`, f.description));
  }
  for (const f of type.inputFields || []) list.append(...entry(`${f.name}: ${typeText(f.type)}`, f.description));
  for (const v of type.enumValues || []) list.append(...entry(v.name, v.description));
  box.append(head, note, list);
  box.open = type.name === "Query";
  return box;
}

async function showSchema() {
  const answer = await (await ask(schemaQuery, {}, "application/json")).json();
  if (!answer.data) return;
  const shown = answer.data.__schema.types.filter((t) => !t.name.startsWith("__") && t.kind !== "SCALAR");
  shown.sort((a, b) => (b.name === "Query") - (a.name === "Query") || a.name.localeCompare(b.name));
  $("types").replaceChildren(...shown.map(describe));
}

function find() {
  const word = $("find").value.toLowerCase();
  for (const box of $("types").children) box.hidden = !box.textContent.toLowerCase().includes(word);
}

for (const name of Object.keys(examples)) $("examples").append(new Option(name));
$("examples").addEventListener("change", (e) => {
  $("query").value = examples[e.target.value] || "";
  $("variables").value = $("query").value.includes("$name") ? '{"name": "Yuri Ushakov"}' : "{}";
});
$("run").addEventListener("click", run);
$("stop").addEventListener("click", () => running.abort());
$("find").addEventListener("input", find);
$("key").addEventListener("change", showSchema);
document.addEventListener("keydown", (e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); run(); } });
const given = new URLSearchParams(location.hash.slice(1));
$("query").value = given.get("query") || Object.values(examples)[0];
$("variables").value = given.get("variables") || "{}";
showSchema();
