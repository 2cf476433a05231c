"use strict";
// The review page. All that comes from documents is written as text (`textContent`, `append`), never as HTML.

const PAGE = 50;
const ROWS = 1500;
const KINDS = ["status", "rule", "flag", "label", "encoding", "script"];
const $ = (id) => document.getElementById(id);
const marks = new Map();
const state = { index: null, shown: [], page: 0, at: null, document: null, changes: [], current: null, metadata: null };

function make(name, properties = {}, ...children) {
  const { dataset, ...plain } = properties;
  const node = Object.assign(document.createElement(name), plain);
  Object.assign(node.dataset, dataset);
  node.append(...children);
  return node;
}

const number = (value) => value.toLocaleString("en");
const counted = (count, word) => `${number(count)} ${word}${count === 1 ? "" : "s"}`;

// ---------------------------------------------------------------- data

async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}

// A chunk may still be on its way in: it is whole when something stands behind it, or when all has been read.
async function arrived(id) {
  for (;;) {
    const node = $(id);
    if (node && (node.nextSibling || document.readyState !== "loading")) return node.textContent;
    if (!node && document.readyState === "complete") throw new Error(`the page is cut off: it lacks ${id}`);
    await new Promise((done) => setTimeout(done, 30));
  }
}

async function load(at) {
  let chunk = 0;
  let first = 0;
  while (first + state.index.chunks[chunk] <= at) first += state.index.chunks[chunk++];
  if (state.chunk?.number !== chunk) state.chunk = { number: chunk, documents: await unpack(await arrived(`chunk-${chunk}`)) };
  return state.chunk.documents[at - first];
}

// ---------------------------------------------------------------- filters

const among = (pairs, wanted) => {
  for (let n = 0; n < pairs.length; n += 2) if (pairs[n] === wanted) return pairs[n + 1];
  return 0;
};
const total = (pairs) => pairs.reduce((sum, value, n) => (n % 2 ? sum + value : sum), 0);

function tests() {
  const { columns } = state.index;
  const wanted = $("search").value.trim().toLowerCase();
  const doubt = Number($("doubt").value);
  const chosen = (id, test) => ($(id).value === "" ? null : ((value) => (at) => test(at, value))(Number($(id).value)));
  return [
    wanted && ((at) => columns.name[at].toLowerCase().includes(wanted) || (columns.title[at] || "").toLowerCase().includes(wanted)),
    doubt && ((at) => columns.doubt[at] >= doubt),
    state.metadata !== null && ((at) => columns.metadata[at] & (1 << state.metadata)),
    ...["status", "encoding", "script"].map((kind) => chosen(kind, (at, value) => columns[kind][at] === value)),
    ...[["rule", "rules"], ["label", "labels"]].map(([kind, column]) => chosen(kind, (at, value) => among(columns[column][at], value))),
    chosen("flag", (at, value) => columns.flags[at].includes(value)),
  ].filter(Boolean);
}

const ORDERS = {
  doubt: (columns) => (a, b) => columns.doubt[b] - columns.doubt[a],
  edits: (columns) => (a, b) => total(columns.rules[b]) - total(columns.rules[a]),
  size: (columns) => (a, b) => columns.size[b] - columns.size[a],
  short: (columns) => (a, b) => columns.size[a] - columns.size[b],
};

function filter() {
  const { columns } = state.index;
  const all = tests();
  state.shown = columns.name.map((_, at) => at).filter((at) => all.every((test) => test(at)));
  const order = ORDERS[$("order").value];
  if (order) state.shown.sort(order(columns));
  $("doubt-shown").value = $("doubt").value;
  state.page = 0;
  list();
  overview();
}

function options(kind) {
  const names = state.index.names[kind];
  const sorted = names.map((name, n) => [name, n]).sort();
  $(kind).replaceChildren(make("option", { value: "", textContent: "any" }), ...sorted.map(([name, n]) => make("option", { value: n, textContent: name })));
}

// ---------------------------------------------------------------- list

function list() {
  const { columns, names } = state.index;
  const pages = Math.max(1, Math.ceil(state.shown.length / PAGE));
  const part = state.shown.slice(state.page * PAGE, (state.page + 1) * PAGE);
  $("found").textContent = `${counted(state.shown.length, "document")} of ${number(columns.name.length)}`;
  $("list").replaceChildren(...part.map((at) => {
    const status = names.status[columns.status[at]];
    const told = [columns.title[at] ? columns.name[at] : "", names.script[columns.script[at]], counted(total(columns.rules[at]), "change")];
    const small = make("small", {}, ...told.filter(Boolean).map((text) => make("span", { textContent: text })));
    if (status !== "ok") small.prepend(make("span", { className: status, textContent: status }));
    const title = make("strong", { textContent: columns.title[at] || columns.name[at], lang: language(at), dir: "auto" });
    const button = make("button", { type: "button", onclick: () => open(at) }, title, small);
    if (at === state.at) button.setAttribute("aria-current", "true");
    return make("li", {}, button);
  }));
  $("page-shown").textContent = `${number(state.page + 1)} of ${number(pages)}`;
  $("page-back").disabled = state.page === 0;
  $("page-on").disabled = state.page + 1 >= pages;
}

const language = (at) => ({ hans: "zh-Hans", hant: "zh-Hant", mixed: "zh-Hant", neutral: "zh-Hans" })[state.index.names.script[state.index.columns.script[at]]] || "";

// ---------------------------------------------------------------- overview

function tally(column, pairs) {
  const counts = new Map();
  const add = (value, count) => counts.set(value, (counts.get(value) || 0) + count);
  for (const at of state.shown) {
    const value = state.index.columns[column][at];
    if (!Array.isArray(value)) add(value, 1);
    else if (pairs) for (let n = 0; n < value.length; n += 2) add(value[n], value[n + 1]);
    else for (const one of value) add(one, 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function chart(title, rows, whole) {
  const most = whole || Math.max(1, ...rows.map((row) => row.count));
  const items = rows.map(({ name, count, shown, pressed, choose, why }) => {
    const bar = make("i");
    bar.style.width = `${(100 * count) / most}%`;
    const node = make("button", { type: "button", title: why || "", onclick: choose },
      make("span", { textContent: name }), make("span", { className: "count", textContent: shown || number(count) }), bar);
    node.setAttribute("aria-pressed", String(pressed));
    return make("li", {}, node);
  });
  const body = items.length ? make("ul", {}, ...items) : make("p", { className: "still", textContent: "none" });
  return make("section", { className: "chart" }, make("h2", { textContent: title }), body);
}

function facet(title, kind, column, pairs, wanted = () => true) {
  const names = state.index.names[kind];
  return chart(title, tally(column, pairs).filter(([value]) => wanted(names[value])).map(([value, count]) => ({
    name: names[value], count, why: meaning(kind, names[value]), pressed: $(kind).value === String(value),
    choose: () => choose(kind, value),
  })));
}

const meaning = (kind, name) => (kind === "label" ? state.index.labelNames : state.index.why[kind] || {})[name] || "";

function choose(kind, value) {
  $(kind).value = $(kind).value === String(value) ? "" : String(value);
  filter();
  $("overview").querySelector('[aria-pressed="true"]')?.focus();
}

function coverage() {
  const whole = Math.max(1, state.shown.length);
  return chart("Metadata found", state.index.metadataNames.map((name, bit) => {
    let count = 0;
    for (const at of state.shown) count += (state.index.columns.metadata[at] >> bit) & 1;
    const chooseBit = () => { state.metadata = state.metadata === bit ? null : bit; filter(); };
    return { name: name.replace("_", " "), count, shown: `${Math.round((100 * count) / whole)} %`, pressed: state.metadata === bit, choose: chooseBit };
  }), whole);
}

function overview() {
  $("overview").replaceChildren(
    facet("Documents by status", "status", "status"),
    facet("Documents by script", "script", "script"),
    facet("Documents by encoding", "encoding", "encoding"),
    facet("Changes by rule", "rule", "rules", true, (name) => !name.startsWith("markup.")),
    facet("Lines by label", "label", "labels", true),
    facet("Documents by flag", "flag", "flags"),
    coverage(),
    facet("Tags taken out", "rule", "rules", true, (name) => name.startsWith("markup.")),
  );
}

function show(view) {
  document.body.dataset.view = view;
  $("overview").hidden = view !== "overview";
  $("document").hidden = view !== "document";
  $("tip").hidden = true;
}

// ---------------------------------------------------------------- one document

// The source and the text as rows of pieces: a row ends where a line of the text ends, and a dropped line is a row of its own.
function collate(doc) {
  const text = Array.from(doc.text);
  const removed = doc.removed === null ? null : Array.from(doc.removed);
  const rows = [];
  let [row, at, to, gone] = [{ pieces: [], start: 0 }, 0, 0, 0];
  const flush = () => {
    if (row.pieces.length) rows.push({ ...row, end: at });
    row = { pieces: [], start: at };
  };
  const same = (length) => {
    const lines = text.slice(to, to + length).join("").split(/(?<=\n)/);
    for (const line of lines) {
      row.pieces.push({ text: line, start: at });
      at += Array.from(line).length;
      if (line.endsWith("\n")) flush();
    }
    to += length;
  };
  doc.gap.forEach((gap, n) => {
    if (gap) same(gap);
    const [old, size] = [doc.old[n], doc.new[n]];
    const change = {
      rule: state.index.names.rule[doc.rule[n]], start: at, end: at + old, at: to, after: text.slice(to, to + size).join(""),
      before: removed ? removed.slice(gone, gone + old).join("") : null,
    };
    const dropped = change.rule.startsWith("lines.");
    for (const part of dropped ? lineByLine(change, doc.labels) : [change]) {
      if (dropped) flush();
      row.pieces.push({ change: part });
      [at, row.dropped] = [part.end, dropped];
      if (dropped || part.after.endsWith("\n")) flush();
    }
    [to, gone] = [to + size, gone + old];
  });
  if (to < text.length) same(text.length - to);
  flush();
  return rows;
}

// A change that drops several lines, as one for each line that was labelled.
function lineByLine(change, labels) {
  const letters = change.before === null ? null : Array.from(change.before);
  const heads = labels.map(([start]) => start).filter((start) => start >= change.start && start < change.end).slice(1);
  const cuts = [change.start, ...heads.map((head) => {
    const before = letters ? letters.slice(0, head - change.start).lastIndexOf("\n") : -1;
    return before < 0 ? head : change.start + before + 1;
  }), change.end];
  return cuts.slice(0, -1).map((start, n) => ({
    ...change, start, end: cuts[n + 1], before: letters && letters.slice(start - change.start, cuts[n + 1] - change.start).join(""), after: n ? "" : change.after,
  }));
}

const UNSEEN = /[\u0000-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ue000-\uf8ff]|[\u{e0000}-\u{e0fff}]|[\ud800-\udfff]/u;

// Text with the characters that nobody sees shown by their numbers.
function visible(text) {
  return Array.from(text).reduce((parts, letter) => {
    if (letter === "\n") parts.push(make("span", { className: "char", textContent: "⏎" }));
    else if (UNSEEN.test(letter)) parts.push(make("span", { className: "char", textContent: `U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}` }));
    else if (typeof parts.at(-1) === "string") parts.push(parts.pop() + letter);
    else parts.push(letter);
    return parts;
  }, []);
}

// An unchanged piece of the source, with what was flagged in it marked.
function flagged(piece, flags) {
  const letters = Array.from(piece.text);
  const inside = flags.map(([name, start, end]) => [name, start - piece.start, end - piece.start]).filter(([, start, end]) => start < letters.length && end > 0);
  const parts = [];
  let at = 0;
  for (const [name, start, end] of inside) {
    if (start < at) continue;
    parts.push(letters.slice(at, start).join(""), make("mark", { title: `${name}: ${meaning("flag", name)}`, textContent: letters.slice(start, end).join("") }));
    at = end;
  }
  return [...parts, letters.slice(at).join("")];
}

function changed(change) {
  const n = state.changes.push(change) - 1;
  const markup = change.rule.startsWith("markup.") ? " markup" : "";
  const before = change.before === null ? [`[${counted(change.end - change.start, "character")}, not recorded]`] : shownBefore(change);
  const data = { dataset: { change: n }, tabIndex: -1 };
  const del = change.end > change.start ? make("del", { ...data, className: markup }, ...before) : null;
  const lineBreak = /^\n+$/.test(change.after);
  const ins = change.after ? make("ins", { ...data, className: markup + (lineBreak ? " break" : "") }, ...(lineBreak ? [] : visible(change.after))) : null;
  change.nodes = [del, ins].filter(Boolean);
  verdict(change);
  return [del, ins];
}

// What a change took out; the tags inside a dropped line of a page stand back.
function shownBefore({ rule, before }) {
  if (!rule.startsWith("lines.")) return visible(before);
  const parts = before.replace(/^\n+|\n+$/g, "").split(/(<[^<>]*>)/);
  return parts.flatMap((part, n) => (n % 2 ? make("span", { className: "markup", textContent: part }) : visible(part)));
}

function labelled(line) {
  const [start, end, label, score] = line;
  const name = state.index.names.label[label];
  const sure = Math.min(score, 1 - score);
  const told = sure > 0.05 ? `${name} ${score.toFixed(2)}` : name;
  const button = make("button", { type: "button", className: `label${sure > 0.2 ? " doubtful" : ""}`, textContent: told });
  const change = { rule: `label.${name}`, start, end, line: true, nodes: [button], before: null, after: "" };
  button.dataset.change = state.changes.push(change) - 1;
  verdict(change);
  return button;
}

function rendered(row, labels, flags) {
  const [margin, source, clean] = [make("td", { className: "margin" }, ...labels.map(labelled)), make("td"), make("td")];
  for (const piece of row.pieces) {
    if (piece.change) {
      const [del, ins] = changed(piece.change);
      if (del) source.append(del);
      if (ins) clean.append(ins);
    } else {
      const body = piece.text.endsWith("\n") ? piece.text.slice(0, -1) : piece.text;
      source.append(...flagged({ ...piece, text: body }, flags));
      clean.append(body);
    }
  }
  const quiet = !labels.length && row.pieces.every(({ change, text }) => (change ? change.rule.startsWith("markup.") : !text.trim()));
  const alike = row.pieces.every(({ change }) => !change || change.rule.startsWith("markup."));
  return make("tr", { className: row.dropped ? "dropped" : quiet ? "quiet" : alike ? "same" : "" }, margin, source, clean);
}

function card(at, doc) {
  const { columns, names } = state.index;
  const decode = doc.decode || {};
  const told = [
    names.status[columns.status[at]] + (doc.reason ? `: ${doc.reason}` : ""), doc.source?.media_type, names.encoding[columns.encoding[at]] + (decode.method ? ` (${decode.method})` : ""),
    names.script[columns.script[at]], counted(doc.source?.bytes || 0, "byte"),
  ];
  const rows = Object.entries(doc.metadata).flatMap(([name, value]) => [
    make("dt", { textContent: name.replace("_", " ") }), make("dd", { textContent: plain(value, name === "breadcrumb" ? " › " : "; "), dir: "auto" }),
  ]);
  const flags = doc.flagged.slice(0, 20).flatMap(([name, start, end]) => [
    make("dt", { className: "flag", textContent: "flag" }), make("dd", { textContent: `${name} at ${start}–${end}: ${meaning("flag", name)}` }),
  ]);
  $("card").replaceChildren(
    make("h2", { textContent: columns.title[at] || columns.name[at], lang: language(at), dir: "auto" }),
    make("p", { className: "told", textContent: columns.name[at] }),
    make("p", { className: "told", textContent: told.filter(Boolean).join(" · ") }),
    make("dl", {}, ...rows, ...flags),
  );
}

// A value of the metadata as text: lists by their members.
const plain = (value, between) => (Array.isArray(value) ? value.map((one) => plain(one, " ")).join(between) : String(value));

function rows(from) {
  const { rows: all, doc } = state.document;
  const flags = doc.flagged.filter(([, start, end]) => end - start < 400).sort((a, b) => a[1] - b[1]);
  const part = all.slice(from, from + ROWS).map((row) => {
    const labels = doc.labels.filter(([start]) => start >= row.start && start < row.end);
    return rendered(row, labels, flags);
  });
  $("rows").append(...part);
  $("more").hidden = from + ROWS >= all.length;
  $("more").onclick = () => rows(from + ROWS);
}

async function open(at) {
  state.at = at;
  const doc = await load(at);
  if (state.at !== at) return;
  [state.document, state.changes, state.current] = [{ doc, rows: collate(doc) }, [], null];
  card(at, doc);
  $("rows").replaceChildren();
  $("collation").lang = language(at);
  rows(0);
  show("document");
  list();
  told();
  $("main").focus({ preventScroll: true });
  scrollTo({ top: 0, behavior: "instant" });
  $("say").textContent = `${state.index.columns.title[at] || state.index.columns.name[at]}, ${counted(stops().length, "change")}`;
}

function neighbour(step) {
  const place = state.shown.indexOf(state.at) + step;
  if (place < 0 || place >= state.shown.length) return;
  state.page = Math.floor(place / PAGE);
  open(state.shown[place]);
}

// ---------------------------------------------------------------- changes and marks

const isShown = (change) => change.nodes.length && !change.line && ($("markup").checked || !change.rule.startsWith("markup."));
const stops = () => state.changes.filter(isShown);

function step(by) {
  const all = stops();
  if (!all.length) return;
  const place = all.indexOf(state.current);
  pick(all[place < 0 ? (by > 0 ? 0 : all.length - 1) : (place + by + all.length) % all.length]);
}

function pick(change) {
  state.current?.nodes.forEach((node) => node.classList.remove("current"));
  state.current = change;
  change.nodes.forEach((node) => node.classList.add("current"));
  change.nodes[0].scrollIntoView({ block: "center", behavior: "instant" });
  change.nodes[0].focus({ preventScroll: true });
  tip(change, change.nodes[0]);
  told();
  $("say").textContent = `${change.rule}. ${meaning("rule", change.rule)}. ${change.before || ""} ${change.after ? `becomes ${change.after}` : ""}`;
}

function told() {
  const all = stops();
  const place = all.indexOf(state.current);
  $("change-shown").textContent = place < 0 ? counted(all.length, "change") : `${number(place + 1)} of ${number(all.length)}`;
  const mark = state.current && marks.get(key(state.current))?.verdict;
  for (const name of ["right", "wrong"]) {
    $(name).disabled = !state.current;
    $(name).setAttribute("aria-pressed", String(mark === name));
  }
}

const key = (change) => JSON.stringify([state.document.doc.id, change.rule, change.start, change.end]);

function verdict(change) {
  const found = state.document && marks.get(key(change))?.verdict;
  for (const node of change.nodes) {
    if (found) node.dataset.verdict = found;
    else delete node.dataset.verdict;
  }
}

function mark(name) {
  const change = state.current;
  if (!change) return;
  const { doc } = state.document;
  if (marks.get(key(change))?.verdict === name) marks.delete(key(change));
  else marks.set(key(change), {
    verdict: name, id: doc.id, uri: doc.source?.uri ?? null, rule: change.rule, start: change.start, end: change.end,
    before: change.line ? sourceText(change.start, change.end) : change.before, after: change.after,
    media_type: doc.source?.media_type ?? null,
  });
  verdict(change);
  told();
  keep();
  $("say").textContent = marks.has(key(change)) ? `marked ${name}` : "mark taken back";
}

// The source between two places, as far as it is known.
function sourceText(start, end) {
  const parts = state.document.rows.flatMap((row) => row.pieces).map((piece) => (
    piece.change ? { start: piece.change.start, letters: Array.from(piece.change.before ?? "") } : { start: piece.start, letters: Array.from(piece.text) }));
  return parts.map(({ start: at, letters }) => letters.slice(Math.max(0, start - at), Math.max(0, end - at)).join("")).join("");
}

function keep() {
  $("save").disabled = !marks.size;
  $("save").textContent = marks.size ? `Download ${counted(marks.size, "mark")}` : "Download marks";
  try { localStorage.setItem(state.store, JSON.stringify([...marks])); } catch { /* a browser may forbid it: the marks live as long as the page */ }
}

function recall() {
  try { JSON.parse(localStorage.getItem(state.store) || "[]").forEach(([name, value]) => marks.set(name, value)); } catch { /* as above */ }
  keep();
}

function save() {
  const content = JSON.stringify({ v: 1, title: state.index.title, marks: [...marks.values()] }, null, 1);
  const link = make("a", { href: URL.createObjectURL(new Blob([content], { type: "application/json" })), download: "marks.json" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// ---------------------------------------------------------------- hints

function tip(change, node) {
  const box = $("tip");
  const why = change.line ? meaning("label", change.rule.slice(6)) : meaning("rule", change.rule);
  box.replaceChildren(make("b", { textContent: change.rule }), make("span", { textContent: why }),
    make("div", { className: "place", textContent: `source ${change.start}–${change.end}` + (change.line ? "" : ` · text ${change.at}`) }));
  box.hidden = false;
  state.tipped = [change, node];
  const [from, size] = [node.getClientRects()[0], box.getBoundingClientRect()];
  if (!from) { box.hidden = true; return; }
  box.style.left = `${Math.max(8, Math.min(from.left, innerWidth - size.width - 8))}px`;
  box.style.top = `${from.bottom + size.height + 10 < innerHeight ? from.bottom + 6 : Math.max(8, from.top - size.height - 6)}px`;
}

const changeAt = (event) => state.changes[event.target.closest?.("[data-change]")?.dataset.change];

// ---------------------------------------------------------------- events

const KEYS = {
  j: () => step(1), k: () => step(-1), n: () => neighbour(1), p: () => neighbour(-1), r: () => mark("right"), w: () => mark("wrong"),
  t: () => $("markup").click(), o: () => show("overview"), "/": () => $("search").focus(), "?": () => $("keys").showModal(),
};

function listen() {
  const click = {
    "to-overview": () => show("overview"), "to-list": () => show("overview"), "to-keys": KEYS["?"], save,
    "change-back": KEYS.k, "change-on": KEYS.j, right: KEYS.r, wrong: KEYS.w,
    "page-back": () => { state.page -= 1; list(); }, "page-on": () => { state.page += 1; list(); },
  };
  for (const [id, act] of Object.entries(click)) $(id).addEventListener("click", act);
  $("filters").addEventListener("input", filter);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", () => setTimeout(() => { state.metadata = null; filter(); }));
  $("markup").addEventListener("change", () => { $("collation").classList.toggle("no-markup", !$("markup").checked); told(); });
  $("rows").addEventListener("click", (event) => changeAt(event) && pick(changeAt(event)));
  $("rows").addEventListener("mouseover", (event) => { const change = changeAt(event); if (change) tip(change, event.target.closest("[data-change]")); });
  $("rows").addEventListener("mouseout", () => { $("tip").hidden = true; });
  addEventListener("scroll", () => { if (!$("tip").hidden) tip(...state.tipped); }, { passive: true });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") $("tip").hidden = true;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select") || $("keys").open) return;
    if (KEYS[event.key]) { event.preventDefault(); KEYS[event.key](); }
  });
}

async function start() {
  state.index = await unpack($("index").textContent);
  const count = state.index.columns.name.length;
  state.store = `shanben review ${state.index.title} ${count}`;
  const lines = state.index.columns.labels.reduce((sum, pairs) => sum + total(pairs), 0);
  const edits = state.index.columns.rules.reduce((sum, pairs) => sum + total(pairs), 0);
  $("summary").textContent = [counted(count, "document"), counted(edits, "change"), counted(lines, "line")].join(" · ");
  KINDS.forEach(options);
  $("collation").classList.add("no-markup");
  recall();
  listen();
  filter();
  document.body.dataset.ready = "true";
}

start();
