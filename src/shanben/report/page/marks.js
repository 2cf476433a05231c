// Going from change to change, marks, and hints.

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
