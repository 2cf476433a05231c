// The charts: what there is of each kind among the documents that pass the filters.

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
