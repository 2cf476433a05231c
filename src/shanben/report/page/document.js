// One document: its source and its text side by side.

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

// The labels of lines that begin in a span; they are in order.
function within(labels, { start, end }) {
  const first = (place) => {
    let [low, high] = [0, labels.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (labels[middle][0] < place) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return labels.slice(first(start), first(end));
}

// A change that drops several lines, as one for each line that was labelled.
function lineByLine(change, labels) {
  const letters = change.before === null ? null : Array.from(change.before);
  const heads = within(labels, change).map(([start]) => start).slice(1);
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
  const part = all.slice(from, from + ROWS).map((row) => rendered(row, within(doc.labels, row), flags));
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
  go(state.shown[place]);
}

// Where the reader is stands behind the # of the address, so that the browser goes back and forth.
const go = (at) => { location.hash = at === null ? "" : at + 1; };

function follow() {
  const at = Number(location.hash.slice(1)) - 1;
  if (at >= 0 && at < state.index.columns.name.length) open(at);
  else if (!location.hash) show("overview");
}
